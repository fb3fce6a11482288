import { lookup as systemLookup, type LookupAddress, type LookupOptions } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { buildConnector } from "undici";
import { refusedRange } from "./address-policy";
import { withoutBrackets, type AllowList } from "./allow-list";
import { OutboundError } from "./outbound-error";

/** Milliseconds after which undici gives a connection up. Calls have shorter limits of their own. */
export const CONNECT_TIMEOUT_MS = 30_000;

export type ResolveHost = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Opens sockets to public addresses and to what the allow-list names, and to nothing else. The addresses are checked
 * as they are handed to the socket, so a name that changes its answer between check and use gains nothing.
 */
export function checkedConnector(allow: AllowList, resolve: ResolveHost = systemLookup): buildConnector.connector {
  const unchecked = buildConnector({ timeout: CONNECT_TIMEOUT_MS });
  const byPort = new Map<number, buildConnector.connector>();

  const checkedFor = (port: number) => {
    const known = byPort.get(port);
    if (known) return known;
    const connector = buildConnector({ timeout: CONNECT_TIMEOUT_MS, lookup: checkedLookup(port, allow, resolve) });
    byPort.set(port, connector);
    return connector;
  };

  return (options, callback) => {
    const host = withoutBrackets(options.hostname);
    const port = Number(options.port) || (options.protocol === "https:" ? 443 : 80);
    if (allow.has(host, port)) return unchecked(options, callback);
    if (isIP(host) === 0) return checkedFor(port)(options, callback);

    // Node connects to a literal address without asking `lookup`.
    const range = refusedRange(host);
    return range ? callback(blocked(host, port, range), null) : unchecked(options, callback);
  };
}

function checkedLookup(port: number, allow: AllowList, resolve: ResolveHost): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, "", 0);
      for (const { address } of addresses) {
        const range = allow.has(address, port) ? null : refusedRange(address);
        if (range) return callback(blocked(hostname, port, range), "", 0);
      }
      if (options.all) return callback(null, addresses);
      const first = addresses[0];
      if (!first) return callback(new OutboundError("connection", `${hostname} has no address`), "", 0);
      callback(null, first.address, first.family);
    });
  };
}

function blocked(host: string, port: number, range: string): OutboundError {
  return new OutboundError(
    "blocked_address",
    `${host} is not a public address (${range}), so it may not be called. ` +
      `The operator can allow it by adding ${isIP(host) === 6 ? `[${host}]` : host}:${port} to GYM_UPSTREAM_ALLOW`,
  );
}
