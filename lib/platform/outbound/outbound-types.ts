import type { ResponseHead } from "./exchange";
import type { OutboundUrl } from "./outbound-url";

/** Every limit is in milliseconds. */
export type OutboundTimeouts = {
  /** Until a connection is there, waiting for a free one included. */
  connectMs: number;
  /** From the request being sent to the answer's headers. */
  headersMs: number;
  /** Longest silence within the body. */
  idleMs: number;
  /** The whole exchange. */
  totalMs: number;
};

export type OutboundRequest = {
  url: OutboundUrl;
  method: "GET" | "POST" | "DELETE";
  /** Names and values in turn: `["accept", "application/json"]`. */
  headers: string[];
  body?: string | Uint8Array;
  timeouts: OutboundTimeouts;
  signal?: AbortSignal;
  /** (Default: 32 MiB for a whole answer, 256 MiB for a streamed one) */
  maxBytes?: number;
  /** False only for a URL that no user and no program can set. (Default: true) */
  isAddressChecked?: boolean;
};

export type WholeResponse = ResponseHead & { body: Buffer };

export type StreamedResponse = ResponseHead & { body: ResponseBody };

/** Bytes as they arrive. Leaving a `for await` early closes the connection. Throws `OutboundError`. */
export interface ResponseBody extends AsyncIterable<Buffer> {
  /** The rest, as one piece; `too_large` beyond `maxBytes`. */
  collect(maxBytes: number): Promise<Buffer>;
  /** Call when the rest is of no interest but short: the connection is kept for the next request. */
  drain(): void;
}
