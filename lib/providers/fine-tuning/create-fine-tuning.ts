import { randomUUID } from "node:crypto";
import type { Outbound } from "@/lib/platform/outbound";
import type { CallTimeouts } from "../contract";
import { asProviderErrors, Upstream, type UpstreamCall } from "../wire/upstream";
import type { FineTuning, FineTuningCall } from "./fine-tuning-types";
import { fileOf, jobOfFile, remoteEventsOf, remoteJobOf } from "./read-remote-job";

const TIMEOUTS: CallTimeouts = { connectMs: 5_000, headersMs: 30_000, idleMs: 30_000, totalMs: 60_000 };
/** A file of many megabytes takes its time. */
const UPLOAD_TIMEOUTS: CallTimeouts = { connectMs: 5_000, headersMs: 600_000, idleMs: 60_000, totalMs: 900_000 };

const JOBS = "/fine_tuning/jobs";
const LATEST_EVENTS = 50;
const LATEST_JOBS = 100;

/** OpenAI's fine-tuning protocol: https://platform.openai.com/docs/api-reference/fine-tuning */
export function createFineTuning({
  outbound,
  nowMs = Date.now,
}: {
  outbound: Outbound;
  nowMs?: () => number;
}): FineTuning {
  const upstream = new Upstream(outbound, nowMs);
  const ask = <Answer>(
    { endpoint, signal }: FineTuningCall,
    request: Pick<UpstreamCall, "method" | "path"> & Partial<UpstreamCall>,
    read: (body: unknown) => Answer,
  ): Promise<Answer> =>
    asProviderErrors(endpoint, async () => {
      const headers = endpoint.apiKey ? ["authorization", `Bearer ${endpoint.apiKey}`] : [];
      return read(
        await upstream.json({ endpoint, headers, timeouts: TIMEOUTS, signal, hasOwnError: true, ...request }),
      );
    });

  return {
    upload: (call, { name, text }) => {
      const boundary = `gym-${randomUUID()}`;
      return ask(
        call,
        {
          method: "POST",
          path: "/files",
          body: multipart(boundary, name, text),
          contentType: `multipart/form-data; boundary=${boundary}`,
          timeouts: UPLOAD_TIMEOUTS,
        },
        fileOf,
      );
    },
    create: (call, { model, fileId, epochs, suffix, seed }) => {
      const supervised = { hyperparameters: { n_epochs: epochs ?? "auto" } };
      const body = { model, training_file: fileId, suffix, seed, method: { type: "supervised", supervised } };
      return ask(call, { method: "POST", path: JOBS, body: JSON.stringify(body) }, remoteJobOf);
    },
    findByFile: (call, fileId) =>
      ask(call, { method: "GET", path: `${JOBS}?limit=${LATEST_JOBS}` }, (body) => jobOfFile(body, fileId)),
    get: (call, id) => ask(call, { method: "GET", path: `${JOBS}/${encodeURIComponent(id)}` }, remoteJobOf),
    events: (call, id) =>
      ask(
        call,
        { method: "GET", path: `${JOBS}/${encodeURIComponent(id)}/events?limit=${LATEST_EVENTS}` },
        remoteEventsOf,
      ),
    cancel: (call, id) =>
      ask(call, { method: "POST", path: `${JOBS}/${encodeURIComponent(id)}/cancel`, body: "{}" }, remoteJobOf),
  };
}

function multipart(boundary: string, name: string, text: string): string {
  return [
    `--${boundary}`,
    'Content-Disposition: form-data; name="purpose"',
    "",
    "fine-tune",
    `--${boundary}`,
    `Content-Disposition: form-data; name="file"; filename="${name}"`,
    "Content-Type: application/jsonl",
    "",
    text,
    `--${boundary}--`,
    "",
  ].join("\r\n");
}
