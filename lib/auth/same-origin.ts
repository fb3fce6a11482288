/**
 * Whether a browser sent this request from our own pages. The rules are those of Go's `http.CrossOriginProtection`
 * (1.25): trust `Sec-Fetch-Site` where there is one, else compare `Origin` with the host that was asked, or with the
 * public address (a proxy in front of us may have changed the host). A request with neither header does not come from
 * a browser, so no cookie was attached behind anybody's back.
 */
export function isSameOrigin(headers: Pick<Headers, "get">, publicUrl: string): boolean {
  const site = headers.get("sec-fetch-site");
  if (site) return site === "same-origin" || site === "none";
  const origin = headers.get("origin");
  if (origin === null) return true;
  if (!URL.canParse(origin)) return false;
  const { host, origin: canonicalOrigin } = new URL(origin);
  return host === headers.get("host") || canonicalOrigin === new URL(publicUrl).origin;
}
