import { Agent, buildConnector } from "undici";
import { parseAllowList } from "./allow-list";
import { ByteStream } from "./byte-stream";
import { closableConnector } from "./closable-connector";
import { checkedConnector, CONNECT_TIMEOUT_MS, type ResolveHost } from "./checked-connector";
import { Exchange, type ResponseHead } from "./exchange";
import type { OutboundRequest, StreamedResponse, WholeResponse } from "./outbound-types";

const WHOLE_MAX_BYTES = 32 * 1024 * 1024;
const STREAM_MAX_BYTES = 256 * 1024 * 1024;

const AGENT_OPTIONS = {
  /** Per origin; further calls wait and may run into `connectMs`. Envoy's default of a circuit breaker. */
  connections: 1_024,
  /** Long enough to spare a quiet gateway most TLS handshakes; a `Keep-Alive` hint of the server wins. */
  keepAliveTimeout: 30_000,
  // The exchange has its own limits.
  headersTimeout: 0,
  bodyTimeout: 0,
} as const;

/**
 * The only HTTP client of the product. Keeps connections, follows no redirect, unpacks no compression, caps size and
 * time, and calls private addresses only where the operator's list says so. Rejects with `OutboundError` only.
 */
export interface Outbound {
  request(request: OutboundRequest): Promise<WholeResponse>;
  /** Resolves when the headers are there. */
  stream(request: OutboundRequest): Promise<StreamedResponse>;
  /** Breaks off what runs and closes all connections. */
  dispose(): Promise<void>;
}

export type OutboundOptions = {
  /** `host:port` entries that may be private. */
  allow: readonly string[];
  /** Replaces the system's name resolution in tests. */
  resolve?: ResolveHost;
};

export function createOutbound({ allow, resolve }: OutboundOptions): Outbound {
  const connectors = {
    checked: closableConnector(checkedConnector(parseAllowList(allow), resolve)),
    unchecked: closableConnector(buildConnector({ timeout: CONNECT_TIMEOUT_MS })),
  };
  const checked = new Agent({ ...AGENT_OPTIONS, connect: connectors.checked.connect });
  const unchecked = new Agent({ ...AGENT_OPTIONS, connect: connectors.unchecked.connect });
  const agentFor = (request: OutboundRequest) => (request.isAddressChecked === false ? unchecked : checked);

  return {
    request: (request) =>
      new Promise((resolveWhole, reject) => {
        const chunks: Buffer[] = [];
        let head: ResponseHead = { status: 0, headers: {} };
        const sink = {
          onHead: (received: ResponseHead) => void (head = received),
          onData: (chunk: Buffer) => void chunks.push(chunk),
          onEnd: () => resolveWhole({ ...head, body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) }),
          onFailure: reject,
        };
        new Exchange(request, sink, request.maxBytes ?? WHOLE_MAX_BYTES).start(agentFor(request));
      }),

    stream: (request) =>
      new Promise((resolveHead, reject) => {
        let body: ByteStream | null = null;
        const exchange = new Exchange(
          request,
          {
            onHead: (head) => resolveHead({ ...head, body: (body = new ByteStream(exchange)) }),
            onData: (chunk) => body?.onData(chunk),
            onEnd: () => body?.onEnd(),
            onFailure: (error) => (body ? body.onFailure(error) : reject(error)),
          },
          request.maxBytes ?? STREAM_MAX_BYTES,
        );
        exchange.start(agentFor(request));
      }),

    dispose: async () => {
      const destroyed = Promise.all([checked.destroy(), unchecked.destroy()]);
      connectors.checked.close();
      connectors.unchecked.close();
      await destroyed;
    },
  };
}
