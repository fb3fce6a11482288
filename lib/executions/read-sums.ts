import { Prisma } from "@/generated/prisma/client";
import type { Database } from "@/lib/platform/db";
import { SUMS, type ExecutionSums, type NumericSum } from "./execution-sums";
import { latencyEntrySql } from "./latency-histogram";
import type { TimeStep } from "./schemas";
import type { TimeWindow } from "./time-window";

const DIMENSIONS = ["task", "category", "model", "provider", "version", "source", "status", "errorCode"] as const;
/** `version`: id of the model version. */
export type Dimension = (typeof DIMENSIONS)[number];

type SumsFilter = { [Name in Exclude<Dimension, "status" | "errorCode" | "version">]?: string | undefined };

export type SumsQuestion = {
  window: TimeWindow;
  filter: SumsFilter;
  /** The final state is always told apart. */
  by: readonly Dimension[];
  /** null: the whole window is one bucket. */
  step: TimeStep | null;
};

/** Dimensions that were not asked for are ""; so are values that an execution does not have. */
export type SumsRow = ExecutionSums & Record<Dimension, string> & { at: string };

const COLUMNS = {
  task: "task_slug",
  category: "category",
  model: "coalesce(model_slug, '')",
  provider: "coalesce(provider_slug, '')",
  version: "coalesce(model_version_id::text, '')",
  source: "source",
  status: "status",
  errorCode: "coalesce(error_code, '')",
} as const satisfies Record<Dimension, string>;

/** Sums per bucket of time and group, from the executions themselves. */
export async function readSums(db: Database, organizationId: string, question: SumsQuestion): Promise<SumsRow[]> {
  const { window, filter, by, step } = question;
  const dimensions = DIMENSIONS.map((name) =>
    Prisma.raw(`${name === "status" || by.includes(name) ? COLUMNS[name] : "''::text"} AS "${name}"`),
  );
  const sums = SUMS.map(([name, , sql]) => Prisma.raw(`sum(${sql})::float8 AS "${name}"`));
  const conditions = Object.entries(filter).flatMap(([name, value]) =>
    value === undefined ? [] : [Prisma.sql`AND ${Prisma.raw(COLUMNS[name as Dimension])} = ${value}`],
  );
  const rows = await db.$queryRaw<({ at: Date | null } & Record<string, unknown>)[]>`
    SELECT ${step ? Prisma.raw(`date_trunc('${step}', created_at)`) : Prisma.raw("NULL::timestamptz")} AS at,
      ${Prisma.join(dimensions)}, ${Prisma.join(sums)},
      string_agg(${Prisma.raw(latencyEntrySql("latency_ms"))}, ''::bytea) AS histogram
    FROM executions
    WHERE organization_id = ${organizationId}::uuid AND created_at >= ${window.from} AND created_at < ${window.to}
      AND status <> 'pending' ${conditions.length > 0 ? Prisma.join(conditions, " ") : Prisma.empty}
    GROUP BY ${Prisma.raw(Array.from({ length: DIMENSIONS.length + 1 }, (_, index) => index + 1).join(", "))}
    ORDER BY at`;
  return rows.map(toSumsRow);
}

/** The one place that trusts the columns' types. */
function toSumsRow(row: { at: Date | null } & Record<string, unknown>): SumsRow {
  return {
    at: row.at?.toISOString() ?? "",
    ...(Object.fromEntries(DIMENSIONS.map((name) => [name, row[name]])) as Record<Dimension, string>),
    ...(Object.fromEntries(SUMS.map(([name]) => [name, row[name]])) as Record<NumericSum, number>),
    latencyHistogram: (row.histogram as Uint8Array | null) ?? new Uint8Array(),
  };
}
