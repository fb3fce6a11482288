/**
 * Who called, for throttling: the last entry of `X-Forwarded-For`, which is the one that the nearest hop wrote
 * (the entries before it are whatever the caller claims). `unknown` when there is none.
 */
export function clientAddress(forwardedFor: string | null | undefined): string {
  return forwardedFor?.split(",").at(-1)?.trim() || "unknown";
}
