import { groupBy } from "@/lib/platform/group-by";
import { Prisma } from "@/generated/prisma/client";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { filterOf } from "./list-feedback";
import type { FeedbackGroup, FeedbackStats, FeedbackStatsQuery } from "./schemas";
import { conditions } from "./store";
import { summariseFeedback, type FeedbackCell } from "./summarise-feedback";

const COLUMNS = {
  model: "model_slug",
  version: "model_version",
  task: "task_slug",
  kind: "kind",
  source: "source",
  day: "to_char(given_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')",
} as const satisfies Record<FeedbackStatsQuery["groupBy"], string>;

/** What people think of models, versions and tasks. (Default: of all time, by model.) */
export async function feedbackStatistics(ctx: Ctx, query: FeedbackStatsQuery): Promise<FeedbackStats> {
  requireScope(ctx, "read");
  const filter = filterOf(ctx, query);
  const where = conditions(ctx.organizationId, filter);
  const column = COLUMNS[query.groupBy];
  const [cells, all] = await Promise.all([readCells(ctx, where, column), readCells(ctx, where, "''")]);
  const groups = [...groupBy(cells, ({ value }) => value)].map(([value, members]): FeedbackGroup => ({
    value,
    ...summariseFeedback(members),
  }));
  const inOrder =
    query.groupBy === "day"
      ? groups.sort((a, b) => (a.value < b.value ? -1 : 1))
      : groups.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return {
    from: filter.from.toISOString(),
    to: filter.to.toISOString(),
    groupBy: query.groupBy,
    total: summariseFeedback(all),
    groups: inOrder,
  };
}

/**
 * Sums per group and per number of entries that a giver gave in it. Givers with equally many entries weigh the same,
 * so this is all that the balanced mean needs, however many givers there are.
 */
async function readCells(ctx: Ctx, where: Prisma.Sql, column: string): Promise<FeedbackCell[]> {
  const value = Prisma.raw(column);
  return ctx.db.$queryRaw<FeedbackCell[]>`
    WITH per_giver AS (
      SELECT ${value} AS value, giver, count(*)::int AS entries,
        count(approval)::int AS judged, coalesce(sum(approval), 0)::float8 AS approved,
        (count(*) FILTER (WHERE kind = 'approval'))::int AS approval, (count(*) FILTER (WHERE kind = 'rating'))::int AS rating,
        (count(*) FILTER (WHERE kind = 'correction'))::int AS correction, (count(*) FILTER (WHERE kind = 'label'))::int AS label,
        (count(*) FILTER (WHERE kind = 'usage'))::int AS usage, (count(*) FILTER (WHERE kind = 'comment'))::int AS comment,
        (count(*) FILTER (WHERE source = 'user'))::int AS "user", (count(*) FILTER (WHERE source = 'expert'))::int AS expert,
        (count(*) FILTER (WHERE source = 'automated'))::int AS automated,
        coalesce(sum((feedback.value #>> ARRAY[]::text[])::float8) FILTER (WHERE kind = 'rating'), 0)::float8 AS stars,
        count(is_right)::int AS labels, (count(*) FILTER (WHERE is_right))::int AS "right",
        (count(*) FILTER (WHERE kind = 'usage' AND feedback.value = '"used"'))::int AS used,
        (count(*) FILTER (WHERE kind = 'usage' AND feedback.value = '"edited"'))::int AS edited,
        (count(*) FILTER (WHERE kind = 'usage' AND feedback.value = '"dismissed"'))::int AS dismissed,
        (count(*) FILTER (WHERE is_right IS NULL AND kind IN ('approval', 'rating') AND approval <> 0.5))::int AS helped_asked,
        (count(*) FILTER (WHERE is_right IS NULL AND kind IN ('approval', 'rating') AND approval >= 0.75))::int AS helped
      FROM feedback WHERE ${where} GROUP BY 1, 2
    )
    SELECT value, entries, judged AS "entriesEach", count(*)::int AS givers, sum(approved)::float8 AS sum,
      sum(entries)::float8 AS count, sum(approval)::float8 AS approval, sum(rating)::float8 AS rating,
      sum(correction)::float8 AS correction, sum(label)::float8 AS label, sum(usage)::float8 AS usage,
      sum(comment)::float8 AS comment, sum("user")::float8 AS "user", sum(expert)::float8 AS expert,
      sum(automated)::float8 AS automated, sum(stars)::float8 AS stars, sum(labels)::float8 AS labels,
      sum("right")::float8 AS "right", sum(used)::float8 AS used, sum(edited)::float8 AS edited,
      sum(dismissed)::float8 AS dismissed, sum(helped_asked)::float8 AS "helpedAsked", sum(helped)::float8 AS helped
    FROM per_giver GROUP BY 1, 2, 3`;
}
