/** The operator's list of `host:port` that may be called although the address is private. */
export type AllowList = {
  /** `host` is a name or an address, without brackets. */
  has(host: string, port: number): boolean;
};

/** Throws when an entry is not `host:port`; IPv6 is written `[::1]:8080`. Upper case and odd spellings of an IP are equal. */
export function parseAllowList(entries: readonly string[]): AllowList {
  const allowed = new Set(
    entries
      .map((entry) => entry.trim())
      .filter((entry) => entry !== "")
      .map(normalise),
  );
  return { has: (host, port) => allowed.has(`${host.toLowerCase()}:${port}`) };
}

function normalise(entry: string): string {
  const [, host, port] = /^(\[[^\]]+\]|[^:/@\s]+):(\d{1,5})$/.exec(entry) ?? [];
  const url = host && port && Number(port) <= 65_535 ? parse(`http://${host}:${port}`) : null;
  if (!url) throw new Error(`"${entry}" is not host:port, such as 127.0.0.1:11434 or [::1]:8080`);
  return `${withoutBrackets(url.hostname)}:${Number(port)}`;
}

function parse(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

/** `[::1]` as `::1`; everything else unchanged. */
export function withoutBrackets(hostname: string): string {
  return hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
}
