import type { ShadowAnswer } from "@/lib/deployments/schemas";
import type { ExecutionRecord } from "@/lib/executions/schemas";
import type { ProviderAdapter } from "@/lib/providers";
import type { ProviderKind } from "@/lib/registry/schemas";

declare module "@/lib/platform/runtime" {
  interface Runtime {
    gateway: GatewayResources;
  }
}

/** What the gateway needs beside the other resources of the runtime. */
type GatewayResources = {
  adapters: Record<ProviderKind, ProviderAdapter>;
  /** Uniform on [0, 1): exploration and the jitter of retries. */
  random: () => number;
  observers: readonly SettledObserver[];
  /** Where answers of versions in shadow go; without it none is asked. */
  shadows?: ShadowSink;
};

type ShadowSink = {
  /** null while too many shadows are asked at once; otherwise what to call with the answer, null when there is none. */
  begin(): ((answer: ShadowAnswer | null) => void) | null;
};

/** Told of every settled execution and of its caller's `traceparent`; it must return at once and never throw. */
type SettledObserver = (record: ExecutionRecord, traceparent: string | null) => void;

/** One request as a plain record: several times cheaper than `Request` and `Response` on the hot path. */
export type GatewayRequest = {
  method: string;
  /** Without the query. */
  path: string;
  /** Names in lower case. */
  headers: Record<string, string | string[] | undefined>;
  body: Uint8Array;
  /** Fires when the client went away. */
  signal: AbortSignal;
};

export type GatewayResponse = {
  status: number;
  headers: Record<string, string>;
  /** An iterable is a stream of server-sent events; leaving it early ends the upstream call. */
  body: string | AsyncIterable<string>;
};

/** Largest body of `/v1`, bytes: a long conversation with a few images. */
export const MAX_GATEWAY_BODY_BYTES = 20_000_000;
