const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * JSON that PostgreSQL's jsonb accepts: it refuses the character NUL (left out here) and halves of surrogate pairs
 * (replaced by U+FFFD), and both arrive in text from clients and models. `undefined` becomes `null`.
 */
export function jsonText(value: unknown): string {
  return (
    JSON.stringify(value, (_name, item: unknown) => (typeof item === "string" ? storableText(item) : item)) ?? "null"
  );
}

/** The same as `jsonText` for text columns, which refuse NUL as well. */
export function storableText(text: string): string {
  return text.replaceAll("\0", "").replace(LONE_SURROGATE, "\ufffd");
}
