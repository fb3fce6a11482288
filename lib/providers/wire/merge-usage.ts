/**
 * A stream may tell its usage in pieces (input at the beginning, output at the end) or as growing sums. What comes later
 * counts; what a later piece leaves out stays as it was told.
 */
export function mergeUsage<Raw extends object>(earlier: Raw | null, later: object | null | undefined): Raw | null {
  if (!later) return earlier;
  const told = Object.entries(later).filter(([, value]) => value !== null && value !== undefined);
  return { ...earlier, ...Object.fromEntries(told) } as Raw;
}
