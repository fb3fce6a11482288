import { OutboundError } from "./outbound-error";

/** A URL taken apart once, so that calls need no parsing. */
export type OutboundUrl = {
  /** Scheme, host and port, such as `https://api.openai.com`. */
  origin: string;
  /** Path and query, beginning with a slash. */
  path: string;
  /** For messages: host and, when unusual, port. */
  host: string;
};

/** Accepts absolute http and https URLs without credentials; throws `OutboundError` of kind `invalid_request`. */
export function parseOutboundUrl(text: string): OutboundUrl {
  if (!URL.canParse(text)) throw invalid(`"${shown(text)}" is not a URL, such as https://api.example.com/v1`);
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw invalid("The URL must begin with https:// or http://");
  if (url.username !== "" || url.password !== "") throw invalid("The URL must not hold a user name or password");
  if (url.hostname === "") throw invalid("The URL has no host");
  return { origin: url.origin, path: url.pathname + url.search, host: url.host };
}

/** The URL of a resource below a base URL; a query of the base (Azure's `?api-version=`) stays at the end. */
export function below({ origin, path, host }: OutboundUrl, resource: string): OutboundUrl {
  const queryAt = path.indexOf("?");
  const base = (queryAt === -1 ? path : path.slice(0, queryAt)).replace(/\/+$/, "");
  const query = queryAt === -1 ? "" : path.slice(queryAt);
  const joined = resource.includes("?") ? resource + query.replace("?", "&") : resource + query;
  return { origin, host, path: base + joined };
}

const invalid = (message: string) => new OutboundError("invalid_request", message);

/** Never more than a glimpse, because the text may be a key that was pasted into the wrong field. */
const shown = (text: string) => (text.length > 12 ? `${text.slice(0, 12)}…` : text);
