/** Where `proxy.ts` tells a page which address was asked for. Anyone may send it: never trust it, only show or check it. */
export const PATH_HEADER = "x-gym-path";
