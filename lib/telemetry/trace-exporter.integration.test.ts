import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { executionRecord } from "@/lib/executions/test-executions";
import type { TraceExportSettings } from "@/lib/platform/environment";
import { createLog } from "@/lib/platform/log";
import { createMetrics, type Metrics } from "@/lib/platform/metrics";
import { parseExposition } from "@/lib/platform/metrics/test-exposition";
import { createOutbound, type Outbound } from "@/lib/platform/outbound";
import { sendToCollector } from "./send-to-collector";
import { createTraceExporter, type TraceExporter } from "./trace-exporter";

type Received = { path: string; headers: IncomingMessage["headers"]; spans: { spanId: string; traceId: string }[] };
type Play = (response: ServerResponse) => void;

const take: Play = (response) => {
  response.end("{}");
};
const reset: Play = (response) => {
  response.destroy();
};
const answer =
  (status: number, headers: Record<string, string> = {}, body = ""): Play =>
  (response) => {
    response.writeHead(status, headers).end(body);
  };

describe("the trace exporter and a collector", () => {
  let server: Server;
  let outbound: Outbound;
  let metrics: Metrics;
  let exporter: TraceExporter;
  let received: Received[];
  /** What the collector does next; afterwards it takes everything. */
  let plays: Play[];

  beforeEach(async () => {
    received = [];
    plays = [];
    server = createServer((request, response) => void collect(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    outbound = createOutbound({ allow: [] });
    metrics = createMetrics({ collectDefaults: false });
  });
  afterEach(async () => {
    await exporter.stop();
    await outbound.dispose();
    server.closeAllConnections();
    server.close();
  });

  async function collect(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const text = request.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes;
    const body = JSON.parse(text.toString()) as { resourceSpans: { scopeSpans: { spans: Received["spans"] }[] }[] };
    const spans = body.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
    received.push({ path: request.url ?? "", headers: request.headers, spans });
    (plays.shift() ?? take)(response);
  }

  function open(changes: Partial<TraceExportSettings> = {}): TraceExporter {
    const settings: TraceExportSettings = {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`,
      headers: { "api-key": "k" },
      timeoutMs: 2_000,
      isCompressed: false,
      resource: { "service.name": "test" },
      delayMs: 3_600_000,
      maxQueued: 100,
      maxBatch: 50,
      includesContent: false,
      ...changes,
    };
    const log = createLog({ level: "silent", isReadable: false });
    const send = sendToCollector(outbound, settings);
    const now = () => new Date();
    exporter = createTraceExporter({ settings, metrics, log, now, send, random: () => 0.5, firstPauseMs: 1 });
    return exporter;
  }

  const push = (count: number, traceparent: string | null = null) => {
    for (let index = 0; index < count; index++) exporter.push(executionRecord("organization"), traceparent);
  };
  const count = async (name: string, labels: Record<string, string> = {}) => {
    const families = parseExposition((await metrics.render()).body);
    const samples = families.get(name)?.samples ?? [];
    return samples
      .filter((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value))
      .reduce((sum, { value }) => sum + value, 0);
  };

  it("sends batches with the configured headers, and counts them", async () => {
    open();
    push(30);
    await exporter.flush();
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ path: "/v1/traces", headers: { "api-key": "k" } });
    expect(received[0]!.headers["content-type"]).toBe("application/json");
    expect(received[0]!.spans).toHaveLength(30);
    expect(await count("gym_trace_spans_exported_total")).toBe(30);
  });

  it("sends by itself when a batch is full", async () => {
    open();
    push(50);
    await vi.waitFor(() => expect(received).toHaveLength(1));
  });

  it("sends by itself after the delay", async () => {
    open({ delayMs: 5 });
    push(1);
    await vi.waitFor(() => expect(received).toHaveLength(1));
  });

  it("compresses when told so", async () => {
    open({ isCompressed: true });
    push(2);
    await exporter.flush();
    expect(received[0]!.headers["content-encoding"]).toBe("gzip");
    expect(received[0]!.spans).toHaveLength(2);
  });

  it("joins the caller's trace, and stays silent where the caller does not sample", async () => {
    open();
    const traceId = "a".repeat(32);
    push(1, `00-${traceId}-${"b".repeat(16)}-01`);
    push(1, `00-${"c".repeat(32)}-${"b".repeat(16)}-00`);
    await exporter.flush();
    expect(received.flatMap(({ spans }) => spans.map((span) => span.traceId))).toEqual([traceId]);
  });

  it.each([
    ["503 with Retry-After", answer(503, { "retry-after": "0.01" })],
    ["429", answer(429)],
    ["a reset connection", reset],
  ] as const)("sends the same spans again after %s, so that none is lost", async (_, play) => {
    open();
    plays = [play, play];
    push(3);
    await exporter.flush();
    expect(received).toHaveLength(3);
    expect(received[2]!.spans).toEqual(received[0]!.spans);
    expect(await count("gym_trace_spans_exported_total")).toBe(3);
    expect(await count("gym_trace_export_failures_total")).toBe(2);
  });

  it("gives up on a collector that never answers in time", async () => {
    open({ timeoutMs: 20 });
    plays = Array.from({ length: 6 }, () => () => undefined);
    push(2);
    await exporter.flush();
    expect(await count("gym_trace_dropped_total", { reason: "unreachable" })).toBe(2);
  });

  it("drops what the collector refuses for good, and goes on", async () => {
    open();
    plays = [answer(400, {}, "bad spans")];
    push(4);
    await exporter.flush();
    push(1);
    await exporter.flush();
    expect(received).toHaveLength(2);
    expect(await count("gym_trace_dropped_total", { reason: "refused" })).toBe(4);
    expect(await count("gym_trace_spans_exported_total")).toBe(1);
  });

  it("counts the spans that a partial success left out", async () => {
    open();
    plays = [answer(200, {}, JSON.stringify({ partialSuccess: { rejectedSpans: "2", errorMessage: "too old" } }))];
    push(5);
    await exporter.flush();
    expect(await count("gym_trace_spans_exported_total")).toBe(3);
    expect(await count("gym_trace_dropped_total", { reason: "refused" })).toBe(2);
  });

  it("holds a bounded number while nothing is taken, and counts the rest", async () => {
    open({ maxQueued: 10 });
    push(25);
    expect(await count("gym_trace_queue")).toBe(10);
    expect(await count("gym_trace_dropped_total", { reason: "queue_full" })).toBe(15);
  });

  it("sends what waits when the process stops, also in the middle of a long pause", async () => {
    open({ maxBatch: 2 });
    plays = [answer(503, { "retry-after": "3600" })];
    push(2);
    await vi.waitFor(() => expect(received).toHaveLength(1));
    push(1);
    await exporter.stop();
    expect(await count("gym_trace_spans_exported_total")).toBe(3);
  });

  it("stops although the collector is gone, and says what was lost", async () => {
    open();
    push(3);
    server.closeAllConnections();
    server.close();
    await exporter.stop();
    expect(await count("gym_trace_dropped_total")).toBe(3);
  });
});
