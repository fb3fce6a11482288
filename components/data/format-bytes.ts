const number = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });

/** Size in B, kB or MB of 1,000, three significant digits. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${number.format(bytes / 1_000)} kB`;
  return `${number.format(bytes / 1_000_000)} MB`;
}
