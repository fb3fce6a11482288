import { z } from "zod";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import { selectExperiments, type ExperimentRow } from "./experiment-store";
import { asExperiment, requireExperiment } from "./experiment-view";
import type { Experiment, ExperimentWithChecks, ListExperimentsQuery, StartCheck } from "./schemas";
import { runningChecks, startChecks } from "./start-checks";
import { trafficEffects } from "./traffic-effects";

/** The organization's experiments, newest first. */
export async function listExperiments(ctx: Ctx, query: ListExperimentsQuery): Promise<Page<Experiment>> {
  requireScope(ctx, "read");
  const { status, task, search, limit } = query;
  const afterId = decodeCursor(query.cursor, z.uuid());
  const rows = await selectExperiments(ctx.db, ctx.organizationId, { status, task, search, afterId, take: limit + 1 });
  return page({ rows: rows.map(asExperiment), limit, cursorOf: ({ id }) => id });
}

/** One experiment, with what its start would meet and what each step does to traffic. */
export async function getExperiment(ctx: Ctx, slug: string): Promise<ExperimentWithChecks> {
  requireScope(ctx, "read");
  const row = await requireExperiment(ctx.db, ctx, slug);
  const checks = await checksOf(ctx, row);
  return { ...asExperiment(row), checks, effects: trafficEffects(row) };
}

async function checksOf(ctx: Ctx, row: ExperimentRow): Promise<StartCheck[]> {
  if (row.status === "stopped") return [];
  return row.status === "running" ? runningChecks(ctx, row) : startChecks(ctx, row);
}
