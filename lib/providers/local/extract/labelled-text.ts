const MAX_VALUE_LENGTH = 200;

/** What stands behind a label such as "Product: Kestrel K2"; null when no line has one. */
export function labelledText(text: string, tokens: readonly string[]): string | null {
  const own = tokens.at(-1);
  if (!own) return null;
  const wanted = [tokens.join(" "), own];
  for (const label of new Set(wanted)) {
    for (const line of text.split(/\n|;\s/)) {
      const colon = line.indexOf(":");
      if (colon < 1 || colon > 60) continue;
      const name = line
        .slice(0, colon)
        .replace(/^[\s*•-]+/, "")
        .toLowerCase()
        .replaceAll(/[_-]+/g, " ")
        .trim();
      const value = line.slice(colon + 1).trim();
      if (name === label && value !== "") return value.slice(0, MAX_VALUE_LENGTH);
    }
  }
  return null;
}
