/**
 * The path to continue at after signing in, when it is one of this site; otherwise `/`. A link that somebody else
 * made can therefore not send a person who just signed in to another site.
 */
export function safePath(path: string | null | undefined): string {
  if (!path || !path.startsWith("/")) return "/";
  // Browsers drop tabs and line breaks and read `\` as `/`, which makes `/\host` and `/\t/host` other sites.
  const base = "http://this.invalid";
  if (!URL.canParse(path, base)) return "/";
  const url = new URL(path, base);
  // `/.//host` is of this site but resolves to the path `//host`, which is another one when it is opened in turn.
  return url.origin === base && !url.pathname.startsWith("//") ? `${url.pathname}${url.search}${url.hash}` : "/";
}
