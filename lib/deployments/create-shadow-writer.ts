import type { Logger } from "pino";
import type { Database } from "@/lib/platform/db";
import type { ShadowAnswer } from "./schemas";

export type ShadowWriter = {
  /** null while too many shadows are asked at once; otherwise what to call with the answer, null when there is none. */
  begin(): ((answer: ShadowAnswer | null) => void) | null;
  /** Stores what is waiting. */
  stop(): Promise<void>;
};

export type ShadowWriterOptions = {
  log: Pick<Logger, "warn">;
  /** Shadows asked at once in this process. (Default: 8) */
  maxAtOnce?: number;
  /** Longest time until an answer is stored, milliseconds. (Default: 1,000) */
  flushMs?: number;
};

const MAX_WAITING = 1_000;

/** Keeps answers of versions in shadow, in batches. They are evidence, not records: what cannot be stored is dropped. */
export function createShadowWriter(db: Database, options: ShadowWriterOptions): ShadowWriter {
  const { log, maxAtOnce = 8, flushMs = 1_000 } = options;
  let underWay = 0;
  let waiting: ShadowAnswer[] = [];
  let timer: NodeJS.Timeout | null = null;
  let storing: Promise<void> = Promise.resolve();

  const store = async () => {
    const rows = waiting;
    waiting = [];
    timer = null;
    if (rows.length === 0) return;
    const json = JSON.stringify(rows);
    await db.$executeRaw`
      INSERT INTO shadow_answers (organization_id, deployment_id, execution_id, created_at, version_id, label, confidence,
        served_label, is_agreeing, error_code, latency_ms, served_latency_ms, cost_usd, served_cost_usd)
      SELECT r."organizationId", r."deploymentId", r."executionId", r."createdAt", r."versionId", r.label, r.confidence,
        r."servedLabel", r."isAgreeing", r."errorCode", r."latencyMs", r."servedLatencyMs", r."costUsd", r."servedCostUsd"
      FROM jsonb_to_recordset(${json}::jsonb) AS r("organizationId" uuid, "deploymentId" uuid, "executionId" uuid,
        "createdAt" timestamptz, "versionId" uuid, label text, confidence float8, "servedLabel" text,
        "isAgreeing" boolean, "errorCode" text, "latencyMs" float8, "servedLatencyMs" float8, "costUsd" float8,
        "servedCostUsd" float8)
      ON CONFLICT DO NOTHING`.catch((error: unknown) => log.warn({ err: error }, "Shadow answers could not be stored"));
  };

  const flush = () => {
    storing = storing.then(store);
    return storing;
  };

  return {
    begin() {
      if (underWay >= maxAtOnce || waiting.length >= MAX_WAITING) return null;
      underWay++;
      return (answer) => {
        underWay--;
        if (!answer) return;
        waiting.push(answer);
        timer ??= setTimeout(() => void flush(), flushMs);
      };
    },
    async stop() {
      if (timer) clearTimeout(timer);
      await flush();
    },
  };
}
