import type { Database } from "@/lib/platform/db";
import { addHoldoutsSql } from "./holdout-sql";
import { recordJson } from "./record-json";
import { COUNTED_COLUMNS, insertDeltasSql } from "./rollup-sql";
import type { ExecutionRecord } from "./schemas";
import { addSpendSql } from "./spend-sql";

type Stored = keyof ExecutionRecord;

/** Fields of the record with their column and type, in the order of the table. */
const COLUMNS = [
  ["organizationId", "organization_id", "uuid"],
  ["createdAt", "created_at", "timestamptz"],
  ["id", "id", "uuid"],
  ["taskSlug", "task_slug", "text"],
  ["category", "category", "text"],
  ["modelSlug", "model_slug", "text"],
  ["providerSlug", "provider_slug", "text"],
  ["modelVersionId", "model_version_id", "uuid"],
  ["configurationVersion", "configuration_version", "int"],
  ["experimentSlug", "experiment_slug", "text"],
  ["variant", "variant", "text"],
  ["unitRef", "unit_ref", "text"],
  ["promptVersionId", "prompt_version_id", "uuid"],
  ["deploymentId", "deployment_id", "uuid"],
  ["holdoutId", "holdout_id", "uuid"],
  ["holdoutPhase", "holdout_phase", "int"],
  ["holdoutArm", "holdout_arm", "text"],
  ["holdoutBucket", "holdout_bucket", "int"],
  ["cache", "cache", "text"],
  ["source", "source", "text"],
  ["operation", "operation", "text"],
  ["status", "status", "text"],
  ["errorCode", "error_code", "text"],
  ["errorMessage", "error_message", "text"],
  ["keyId", "key_id", "uuid"],
  ["userRef", "user_ref", "text"],
  ["sessionRef", "session_ref", "text"],
  ["requestId", "request_id", "text"],
  ["clientId", "client_id", "text"],
  ["tags", "tags", "jsonb"],
  ["isStreaming", "is_streaming", "boolean"],
  ["strategy", "strategy", "text"],
  ["inputTokens", "input_tokens", "int"],
  ["cachedInputTokens", "cached_input_tokens", "int"],
  ["cacheWriteTokens", "cache_write_tokens", "int"],
  ["cacheWrite1hTokens", "cache_write_1h_tokens", "int"],
  ["outputTokens", "output_tokens", "int"],
  ["reasoningTokens", "reasoning_tokens", "int"],
  ["audioInputTokens", "audio_input_tokens", "int"],
  ["audioOutputTokens", "audio_output_tokens", "int"],
  ["serviceTier", "service_tier", "text"],
  ["isUsageEstimated", "is_usage_estimated", "boolean"],
  ["costUsd", "cost_usd", "double precision"],
  ["costSource", "cost_source", "text"],
  ["priceRef", "price_ref", "text"],
  ["savedUsd", "saved_usd", "double precision"],
  ["latencyMs", "latency_ms", "double precision"],
  ["timeToFirstTokenMs", "time_to_first_token_ms", "double precision"],
  ["overheadMs", "overhead_ms", "double precision"],
  ["quality", "quality", "double precision"],
  ["confidence", "confidence", "double precision"],
  ["label", "label", "text"],
  ["inputPreview", "input_preview", "text"],
  ["outputPreview", "output_preview", "text"],
  ["route", "route", "jsonb"],
  ["rankingId", "ranking_id", "text"],
  ["attempts", "attempts", "jsonb"],
  ["retrieval", "retrieval", "jsonb"],
  ["promptVariables", "prompt_variables", "jsonb"],
  ["rawUsage", "raw_usage", "jsonb"],
  ["settledAt", "settled_at", "timestamptz"],
] as const satisfies readonly (readonly [Stored, string, string])[];

const names = COLUMNS.map(([, column]) => column).join(", ");
const values = COLUMNS.map(([field]) => `incoming."${field}"`).join(", ");
const definition = COLUMNS.map(([field, , type]) => `"${field}" ${type}`).join(", ");
const settlement = COLUMNS.slice(3)
  .map(([, column]) => `${column} = excluded.${column}`)
  .join(", ");

/**
 * Stores a batch, notes what it settled for the rollups, adds it to the money spent per day and to the arms of hold-outs,
 * and gives back what was held for it, in one statement, so that they never disagree. A row that is already settled stays as it is and is not
 * counted again: replaying a batch changes nothing. What a caller recorded under an id of its own is stored once,
 * whatever its time says; the claim and the row exist together. Rows that count are written in a fixed order, so that
 * two processes cannot lock each other. `json`, not `jsonb`: the text is read once, straight into columns.
 */
const INSERT = `
WITH incoming AS (
  SELECT * FROM json_to_recordset($1::json) AS r(${definition}, ranking jsonb)
), kept AS (
  INSERT INTO route_rankings (organization_id, id, candidates, excluded, created_at)
  SELECT DISTINCT ON ("organizationId", "rankingId")
    "organizationId", "rankingId", ranking->'candidates', ranking->'excluded', "createdAt"
  FROM incoming WHERE jsonb_typeof(ranking) = 'object' ORDER BY "organizationId", "rankingId"
  ON CONFLICT (organization_id, id) DO NOTHING
), claimed AS (
  INSERT INTO recorded_executions (organization_id, client_id, execution_id, created_at)
  SELECT DISTINCT ON ("organizationId", "clientId") "organizationId", "clientId", id, "createdAt"
  FROM incoming WHERE "clientId" IS NOT NULL ORDER BY "organizationId", "clientId", id
  ON CONFLICT (organization_id, client_id) DO NOTHING
  RETURNING execution_id
), stored AS (
  INSERT INTO executions (${names})
  SELECT ${values} FROM incoming
  WHERE "clientId" IS NULL OR id IN (SELECT execution_id FROM claimed) OR EXISTS (
    SELECT FROM recorded_executions AS claim WHERE claim.organization_id = incoming."organizationId"
      AND claim.client_id = incoming."clientId" AND claim.execution_id = incoming.id)
  ON CONFLICT (organization_id, created_at, id) DO UPDATE SET ${settlement}
  WHERE executions.status = 'pending' AND excluded.status <> 'pending'
  RETURNING id, ${COUNTED_COLUMNS}
), settled AS (
  SELECT * FROM stored WHERE status <> 'pending'
), spent AS (${addSpendSql("settled")}
), compared AS (${addHoldoutsSql("settled")}
), holds AS (
  SELECT hold.organization_id, hold.execution_id FROM spend_holds AS hold
  JOIN settled ON settled.organization_id = hold.organization_id AND settled.id = hold.execution_id
  ORDER BY 1, 2 FOR UPDATE OF hold
), released AS (
  DELETE FROM spend_holds USING holds
  WHERE spend_holds.organization_id = holds.organization_id AND spend_holds.execution_id = holds.execution_id
)
${insertDeltasSql("settled")}`;

/**
 * Stores executions, settled or pending; see `INSERT`. Of two records with one id the last counts. Rows are written in
 * the order of their ids, so that two processes that store the same ones cannot lock each other.
 */
export async function insertExecutions(db: Database, records: readonly ExecutionRecord[]): Promise<void> {
  if (records.length === 0) return;
  const unique = new Map(records.map((record) => [record.id, record]));
  const ordered = [...unique.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  await db.$executeRawUnsafe(INSERT, toJson(ordered));
}

const toJson = (records: readonly ExecutionRecord[]): string => storableJson(`[${records.map(recordJson).join(",")}]`);

/** Every escape that begins with a backslash pair, NUL or half of a surrogate pair. */
const REFUSED_ESCAPES = /\\(\\|u0000|ud[89a-f][0-9a-f]{2})/g;

/** PostgreSQL refuses NUL and halves of surrogate pairs, in values and in names. In the finished text that costs one pass. */
const storableJson = (json: string): string =>
  json.replace(REFUSED_ESCAPES, (whole, escape: string) => {
    if (escape === "\\") return whole;
    return escape === "u0000" ? "" : "\ufffd";
  });
