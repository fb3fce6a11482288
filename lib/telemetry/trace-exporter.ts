import type { Logger } from "pino";
import type { ExecutionRecord } from "@/lib/executions/schemas";
import { messageOf } from "@/lib/platform/errors";
import type { TraceExportSettings } from "@/lib/platform/environment";
import { every } from "@/lib/platform/every";
import type { Metrics } from "@/lib/platform/metrics";
import { withinMs } from "@/lib/platform/within-ms";
import { executionSpans } from "./execution-spans";
import { readAnswer, type CollectorAnswer, type ExportOutcome } from "./export-answer";
import { traceMeters } from "./meters";
import { exportRequest, type OtlpSpan } from "./otlp";
import { parseTraceparent } from "./trace-context";

declare module "@/lib/platform/runtime" {
  interface Runtime {
    /** null = no spans are sent. */
    traceExporter: TraceExporter | null;
  }
}

export type TraceExporter = {
  /** Notes a settled execution and returns at once. `traceparent` is the caller's header. */
  push(record: ExecutionRecord, traceparent: string | null): void;
  /** Sends what waits. Resolves also when it could not be sent. */
  flush(): Promise<void>;
  /** Tries once more to send what waits, for at most three seconds; the rest is lost. */
  stop(): Promise<void>;
};

export type TraceExporterOptions = {
  settings: TraceExportSettings;
  metrics: Metrics;
  log: Pick<Logger, "warn" | "info">;
  now: () => Date;
  /** Posts a body to the collector. Rejects when no answer came. */
  send: (body: string) => Promise<CollectorAnswer>;
  /** Uniform on [0, 1): the jitter of pauses. */
  random: () => number;
  /** Pause before the second try, milliseconds; it doubles from try to try. (Default: 1,000) */
  firstPauseMs?: number;
};

type Waiting = { record: ExecutionRecord; traceparent: string | null };

const MAX_TRIES = 6;
const MAX_PAUSE_MS = 30_000;
const STOP_PATIENCE_MS = 3_000;

/**
 * Sends executions as spans to an OpenTelemetry collector. A call only puts a reference into a bounded queue; spans
 * are made and sent in batches, one at a time. While the collector is down the queue fills, and what comes later is
 * dropped and counted: nothing ever waits for it.
 */
export function createTraceExporter(options: TraceExporterOptions): TraceExporter {
  const { settings, metrics, log, now, send, random, firstPauseMs = 1_000 } = options;
  const meters = traceMeters(metrics);
  let queue: Waiting[] = [];
  let draining: Promise<void> | null = null;
  let isStopping = false;
  let endPause = () => {};
  let lastFailure: string | null = null;

  metrics.beforeScrape("trace-export", () => meters.queued.set({}, queue.length));
  const endTimer = every(settings.delayMs, flush, (error) => log.warn({ err: error }, "spans could not be made"));

  function push(record: ExecutionRecord, traceparent: string | null): void {
    if (queue.length >= settings.maxQueued) return meters.dropped.at({ reason: "queue_full" }).add();
    queue.push({ record, traceparent });
    if (queue.length === settings.maxBatch) setImmediate(() => void flush());
  }

  function flush(): Promise<void> {
    draining ??= drain().finally(() => {
      draining = null;
    });
    return draining;
  }

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.slice(0, settings.maxBatch);
      queue = queue.slice(batch.length);
      const spans = batch.flatMap(spansOf);
      if (spans.length > 0) await deliver(exportRequest(settings.resource, spans), spans.length);
    }
  }

  /** None for a call whose trace its maker decided not to keep. */
  function spansOf({ record, traceparent }: Waiting): OtlpSpan[] {
    const parent = parseTraceparent(traceparent);
    return parent && !parent.isSampled ? [] : executionSpans(record, parent, settings.includesContent);
  }

  async function deliver(body: string, spanCount: number): Promise<void> {
    for (let tries = 1; ; tries++) {
      const outcome = await attempt(body);
      if (outcome.type === "taken") return noteTaken(outcome, spanCount);
      meters.failures.at({}).add();
      if (lastFailure !== outcome.message) log.warn({ reason: outcome.message }, "the collector did not take spans");
      lastFailure = outcome.message;
      if (outcome.type === "refused") return meters.dropped.at({ reason: "refused" }).add(spanCount);
      if (isStopping || tries >= MAX_TRIES) return meters.dropped.at({ reason: "unreachable" }).add(spanCount);
      await pause(outcome.waitMs ?? backoffMs(tries));
    }
  }

  async function attempt(body: string): Promise<ExportOutcome> {
    try {
      return readAnswer(await send(body), now().getTime());
    } catch (error) {
      return { type: "again", waitMs: null, message: messageOf(error) };
    }
  }

  function noteTaken({ rejectedSpans, message }: ExportOutcome & { type: "taken" }, spanCount: number): void {
    if (lastFailure !== null) log.info("the collector takes spans again");
    lastFailure = null;
    meters.exported.at({}).add(spanCount - rejectedSpans);
    meters.dropped.at({ reason: "refused" }).add(rejectedSpans);
    if (rejectedSpans > 0) log.warn({ rejectedSpans, reason: message }, "the collector refused some spans");
  }

  const backoffMs = (tries: number) => Math.min(firstPauseMs * 2 ** (tries - 1), MAX_PAUSE_MS) * (0.75 + random() / 2);

  function pause(waitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, isStopping ? 0 : waitMs);
      timer.unref();
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    push,
    flush,
    stop: async () => {
      isStopping = true;
      endPause();
      await withinMs(STOP_PATIENCE_MS, Promise.all([endTimer(), flush()]).then(flush));
      meters.dropped.at({ reason: "stopped" }).add(queue.length);
      queue = [];
    },
  };
}
