import { Prisma } from "@/generated/prisma/client";
import type { Database } from "@/lib/platform/db";
import { cellsOf } from "./cells-of";
import { coverWindow } from "./cover-window";
import { SUMS, type ExecutionSums, type NumericSum } from "./execution-sums";
import type { TimeStep } from "./schemas";
import type { TimeWindow } from "./time-window";

const DIMENSIONS = ["task", "category", "model", "provider", "version", "source", "status", "errorCode"] as const;
/** `version`: id of the model version. */
export type Dimension = (typeof DIMENSIONS)[number];

type SumsFilter = { [Name in Exclude<Dimension, "status" | "errorCode">]?: string | undefined };

export type SumsQuestion = {
  window: TimeWindow;
  filter: SumsFilter;
  /** The final state is always told apart. */
  by: readonly Dimension[];
  /** null: the whole window is one bucket. */
  step: TimeStep | null;
  /** Leaves out tests that the product itself asks, unless the filter names a source. (Default: false) */
  isLiveOnly?: boolean;
  /** Without it histograms are empty, and much less is read. (Default: true) */
  hasLatencies?: boolean;
};

/** Dimensions that were not asked for are ""; so are values that an execution does not have. */
export type SumsRow = ExecutionSums & Record<Dimension, string> & { at: string };

const COLUMNS = {
  task: "task_slug",
  category: "category",
  model: "model_slug",
  provider: "provider_slug",
  version: "model_version",
  source: "source",
  status: "status",
  errorCode: "error_code",
} as const satisfies Record<Dimension, string>;

/** Sums per bucket of time and group: from the fewest rollups, and from what is not in them yet. */
export async function readSums(db: Database, organizationId: string, question: SumsQuestion): Promise<SumsRow[]> {
  const { window, filter, by, step, isLiveOnly = false, hasLatencies = true } = question;
  const dimensions = DIMENSIONS.map((name) =>
    Prisma.raw(`${name === "status" || by.includes(name) ? COLUMNS[name] : "''::text"} AS "${name}"`),
  );
  const sums = SUMS.map(([name, column]) => Prisma.raw(`sum(${column}) AS "${name}"`));
  const rows = await db.$queryRaw<({ bucket: Date | null } & Record<string, unknown>)[]>`
    SELECT ${step ? Prisma.raw(`date_trunc('${step}', at)`) : Prisma.raw("NULL::timestamptz")} AS bucket,
      ${Prisma.join(dimensions)}, ${Prisma.join(sums)}, ${Prisma.raw(hasLatencies ? "string_agg(latency_histogram, ''::bytea)" : "NULL::bytea")} AS histogram
    FROM (${cellsOf(organizationId, coverWindow(window, step), conditionsOf(filter, isLiveOnly))}) AS cells
    GROUP BY ${Prisma.raw(Array.from({ length: DIMENSIONS.length + 1 }, (_, index) => index + 1).join(", "))}
    HAVING sum(count) <> 0 ORDER BY bucket`;
  return rows.map(toSumsRow);
}

const conditionsOf = (filter: SumsFilter, isLiveOnly: boolean): Prisma.Sql => {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  const conditions = given.map(([name, value]) => Prisma.sql`AND ${Prisma.raw(COLUMNS[name as Dimension])} = ${value}`);
  const live = isLiveOnly && filter.source === undefined ? [Prisma.sql`AND source NOT IN ('benchmark', 'judge')`] : [];
  return Prisma.join([Prisma.sql`AND label = ''`, ...live, ...conditions], " ");
};

/** The one place that trusts the columns' types. Of few words, because a chart has thousands of these. */
function toSumsRow(row: { bucket: Date | null } & Record<string, unknown>): SumsRow {
  const { bucket, histogram, ...rest } = row;
  return Object.assign(rest as Record<Dimension, string> & Record<NumericSum, number>, {
    at: bucket?.toISOString() ?? "",
    latencyHistogram: (histogram as Uint8Array | null) ?? new Uint8Array(),
  });
}
