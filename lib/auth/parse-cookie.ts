/** The value of one cookie in a `Cookie` header, decoded; null when it is not there or cannot be decoded. */
export function parseCookie(header: string, name: string): string | null {
  for (const part of header.split(";")) {
    const [key, ...value] = part.split("=");
    if (key?.trim() !== name) continue;
    try {
      return decodeURIComponent(value.join("=").trim());
    } catch {
      return null;
    }
  }
  return null;
}
