import { Prisma } from "@/generated/prisma/client";
import type { Ctx } from "@/lib/platform/ctx";
import type {
  Attempt,
  ExecutionDetail,
  ExecutionSummary,
  RouteChoice,
  RouteDecision,
  RouteRanking,
  RouteSummary,
} from "./schemas";
import type { Retrieved } from "@/lib/providers/schemas";
import type { TimeWindow } from "./time-window";

export type ExecutionFilter = {
  window: TimeWindow;
  task?: string | undefined;
  model?: string | undefined;
  status?: string | undefined;
  source?: string | undefined;
  experiment?: string | undefined;
  session?: string | undefined;
  user?: string | undefined;
};

export type ExecutionPosition = { createdAt: string; id: string };

type Row = Record<string, unknown> & { created_at: Date; settled_at: Date | null };

/** Newest first, at most `limit`, after `position`. Reads the index in order, so it costs the same at any size. */
export async function selectExecutions(
  ctx: Ctx,
  filter: ExecutionFilter,
  limit: number,
  position: ExecutionPosition | null,
): Promise<ExecutionSummary[]> {
  const rows = await ctx.db.$queryRaw<Row[]>`
    SELECT id, created_at, task_slug, category, model_slug, provider_slug, model_version_id, configuration_version,
      experiment_slug, variant, unit_ref, prompt_version_id, deployment_id,
      holdout_id, holdout_phase, holdout_arm, holdout_bucket, cache, source, operation, status, error_code, error_message, key_id, user_ref, session_ref, request_id, client_id,
      is_streaming, strategy, input_tokens, cached_input_tokens, cache_write_tokens, cache_write_1h_tokens,
      output_tokens, reasoning_tokens, audio_input_tokens, audio_output_tokens, service_tier, is_usage_estimated,
      cost_usd, cost_source, price_ref, saved_usd, latency_ms, time_to_first_token_ms, overhead_ms, quality, confidence, label,
      input_preview, settled_at, coalesce(jsonb_array_length(attempts), 0) AS attempt_count,
      CASE WHEN route IS NOT NULL THEN jsonb_build_object('mode', route->'mode', 'strategy', route->'strategy',
        'model', route->'model', 'reason', route->'reason', 'propensity', route->'propensity',
        'isExploration', route->'isExploration', 'candidateCount', (SELECT jsonb_array_length(ranking.candidates)
          FROM route_rankings AS ranking
          WHERE ranking.organization_id = executions.organization_id AND ranking.id = executions.ranking_id)) END
      AS route_summary
    FROM executions
    WHERE ${conditions(ctx, filter, position)}
    ORDER BY created_at DESC, id DESC
    LIMIT ${limit}`;
  return rows.map(toSummary);
}

function conditions(ctx: Ctx, filter: ExecutionFilter, position: ExecutionPosition | null): Prisma.Sql {
  const parts = [
    Prisma.sql`organization_id = ${ctx.organizationId}::uuid`,
    Prisma.sql`created_at >= ${filter.window.from}`,
    Prisma.sql`created_at < ${filter.window.to}`,
  ];
  if (filter.task) parts.push(Prisma.sql`task_slug = ${filter.task}`);
  if (filter.model) parts.push(Prisma.sql`model_slug = ${filter.model}`);
  if (filter.status) parts.push(Prisma.sql`status = ${filter.status}`);
  if (filter.source) parts.push(Prisma.sql`source = ${filter.source}`);
  if (filter.session) parts.push(Prisma.sql`session_ref = ${filter.session}`);
  if (filter.experiment) parts.push(Prisma.sql`experiment_slug = ${filter.experiment}`);
  if (filter.user) parts.push(Prisma.sql`user_ref = ${filter.user}`);
  if (position) {
    parts.push(Prisma.sql`(created_at, id) < (${new Date(position.createdAt)}, ${position.id}::uuid)`);
  }
  return Prisma.join(parts, " AND ");
}

/** The whole execution; null when this organization has none with that id. */
export async function findExecution(ctx: Ctx, id: string): Promise<ExecutionDetail | null> {
  const rows = await ctx.db.$queryRaw<Row[]>`
    SELECT executions.*, coalesce(jsonb_array_length(attempts), 0) AS attempt_count, candidates, excluded
    FROM executions LEFT JOIN route_rankings AS ranking
      ON ranking.organization_id = executions.organization_id AND ranking.id = executions.ranking_id
    WHERE executions.organization_id = ${ctx.organizationId}::uuid AND executions.id = ${id}::uuid`;
  const row = rows[0];
  if (!row) return null;
  return {
    ...toFields(row),
    outputPreview: row.output_preview as string | null,
    tags: row.tags as Record<string, string> | null,
    route: routeOf(row),
    attempts: row.attempts as Attempt[] | null,
    retrieval: row.retrieval as Retrieved | null,
    promptVariables: row.prompt_variables as ExecutionDetail["promptVariables"],
    rawUsage: row.raw_usage,
  };
}

/** Columns that a row of the list leaves out. */
const HEAVY = [
  "organizationId",
  "route",
  "routeSummary",
  "rankingId",
  "candidates",
  "excluded",
  "attempts",
  "retrieval",
  "promptVariables",
  "rawUsage",
  "outputPreview",
  "tags",
  "attemptCount",
  "approval",
];

function routeOf({ route, candidates, excluded }: Row): RouteDecision | null {
  if (!route) return null;
  const ranking = { candidates: candidates ?? [], excluded: excluded ?? [] } as Omit<RouteRanking, "id">;
  return { ...(route as RouteChoice), ...ranking };
}

const toSummary = (row: Row): ExecutionSummary => ({
  ...toFields(row),
  attemptCount: Number(row.attempt_count),
  route: row.route_summary as RouteSummary | null,
});

/** The one place that trusts the columns' types: the table is written only by `insertExecutions`. */
function toFields(row: Row): Omit<ExecutionSummary, "attemptCount" | "route"> {
  const camel = Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replace(/_([a-z0-9])/g, (_, l: string) => l.toUpperCase()),
      value,
    ]),
  );
  for (const name of HEAVY) delete camel[name];
  return {
    ...(camel as unknown as Omit<ExecutionSummary, "attemptCount" | "route">),
    createdAt: row.created_at.toISOString(),
    settledAt: row.settled_at?.toISOString() ?? null,
  };
}
