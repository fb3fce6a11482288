import { Prisma } from "@/generated/prisma/client";
import type { DatabaseTransaction } from "@/lib/platform/db";

/** What of an execution is a measure of its user or session, as SQL; NULL where it says nothing. */
const VALUES = {
  success: "CASE status WHEN 'cancelled' THEN NULL WHEN 'success' THEN 1.0 ELSE 0.0 END",
  error: "CASE status WHEN 'cancelled' THEN NULL WHEN 'success' THEN 0.0 ELSE 1.0 END",
  quality: "quality",
  approval: "approval",
  confidence: "confidence",
  latency: "CASE WHEN status = 'success' THEN latency_ms END",
  first_token: "CASE WHEN status = 'success' THEN time_to_first_token_ms END",
  cost: "cost_usd",
  tokens: `CASE WHEN num_nonnulls(input_tokens, cached_input_tokens, cache_write_tokens, output_tokens) > 0
    THEN coalesce(input_tokens, 0) + coalesce(cached_input_tokens, 0) + coalesce(cache_write_tokens, 0) + coalesce(output_tokens, 0) END`,
  output_tokens: "output_tokens",
} as const;

export type PastMeasure = keyof typeof VALUES;

export const isPastMeasure = (measure: string): measure is PastMeasure => Object.hasOwn(VALUES, measure);

const COLUMNS = { user: "user_ref", session: "session_ref" } as const;

export type PastQuestion = {
  organizationId: string;
  task: string;
  unit: keyof typeof COLUMNS;
  refs: readonly string[];
  measure: PastMeasure;
  from: Date;
  /** Exclusive. */
  to: Date;
};

/** The mean of a measure over what each of these users or sessions asked a task in a time; who asked nothing is left out. */
export async function pastOfUnits(db: DatabaseTransaction, question: PastQuestion): Promise<Map<string, number>> {
  const { organizationId, task, unit, refs, measure, from, to } = question;
  if (refs.length === 0) return new Map();
  const column = Prisma.raw(COLUMNS[unit]);
  const value = Prisma.raw(VALUES[measure]);
  const rows = await db.$queryRaw<{ ref: string; mean: number }[]>`
    SELECT ${column} AS ref, avg((${value})::float8) AS mean FROM executions
    WHERE organization_id = ${organizationId}::uuid AND ${column} = ANY(${[...refs]}::text[]) AND task_slug = ${task}
      AND created_at >= ${from} AND created_at < ${to} AND status <> 'pending'
      AND source IN ('gateway', 'recorded', 'demo')
    GROUP BY ${column} HAVING avg((${value})::float8) IS NOT NULL`;
  return new Map(rows.map(({ ref, mean }) => [ref, mean]));
}
