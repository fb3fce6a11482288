import { formatCount } from "@/lib/client/format";

/** "1 row", "1,204 rows". */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;
