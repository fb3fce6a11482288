import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { conflict } from "@/lib/platform/errors";
import { getConfiguration, putConfiguration, rollbackConfiguration } from "@/lib/registry";
import { Configuration, type ConfigurationVersion } from "@/lib/registry/schemas";
import { closeHoldout, heldShareOf, openHoldout, widenHoldout } from "@/lib/savings";
import { optimizationMeters } from "./meters";
import type { ApplyOptimizationInput, OptimizationApplication, OptimizationRun } from "./optimization-schemas";
import { getOptimization } from "./optimizations";
import { applicationOf, baselineOf, requireRun, resultOf, writeApplication, type RunRow } from "./run-store";

/** How long live traffic is looked after once a change is in force, milliseconds. */
const WATCH_MS = 24 * 3_600_000;
const DAY_MS = 24 * 3_600_000;
/** How long something may be tried on a share before it is decided, days: a week holds every weekday. */
export const CANARY_DAYS = 7;

/**
 * Puts what was found in force, for a share of the requests first with `canaryShare`: then live traffic decides whether
 * it serves the rest. Without it, what is tried on a share serves the rest at once. A second click changes nothing.
 * Throws `conflict` without an improvement, and with the difference when somebody changed the configuration since the
 * run began.
 */
export async function applyOptimization(
  ctx: Ctx,
  id: string,
  input: ApplyOptimizationInput = {},
): Promise<OptimizationRun> {
  requireScope(ctx, "write");
  const canaryShare = input.canaryShare ?? null;
  const row = await requireRun(ctx, id);
  const result = resultOf(row);
  if (!result) throw conflict("This optimization has no result: wait for it, or start another");
  if (!result.configuration) throw conflict("This optimization found no improvement, so there is nothing to apply");
  const wanted = Configuration.parse(result.configuration);
  const before = applicationOf(row);
  if (before && !before.undone) {
    if (before.canaryShare != null && canaryShare === null) await widenOptimization(ctx, row, before);
    return getOptimization(ctx, id);
  }
  const current = await getConfiguration(ctx, row.taskSlug);
  // After an undo the baseline is in force again under another number.
  const isBaseline = current.version === row.baselineVersion || isEqual(current.configuration, baselineOf(row));
  const written = isOwn(current, id, wanted)
    ? current
    : isBaseline
      ? await putConfiguration(ctx, row.taskSlug, {
          configuration: wanted,
          expectedVersion: current.version,
          reason: `Optimization ${id}: ${result.summary}`.slice(0, 500),
        })
      : refuse(row, current, row.baselineVersion, baselineOf(row));
  const now = ctx.now();
  const canaryMs = canaryShare === null ? 0 : (input.canaryDays ?? CANARY_DAYS) * DAY_MS;
  const canaryUntil = canaryShare === null ? null : new Date(now.getTime() + canaryMs).toISOString();
  const application: OptimizationApplication = {
    version: written.version,
    heldVersion: written === current ? row.baselineVersion : current.version,
    canaryShare,
    canaryUntil,
    appliedBy: ctx.actor.name,
    appliedAt: now.toISOString(),
    watch: null,
    // A day more than it may be tried, so that its end is seen even when no process ran at that moment.
    watchUntil: new Date(now.getTime() + canaryMs + WATCH_MS).toISOString(),
    undone: null,
  };
  await measureSavings(ctx, row, application, { wanted, summary: result.summary, before });
  return getOptimization(ctx, id);
}

/** Notes the change, and keeps a share of the requests as they were, so that what it saves is measured. */
async function measureSavings(
  ctx: Ctx,
  row: RunRow,
  application: OptimizationApplication,
  { wanted, summary, before }: { wanted: Configuration; summary: string; before: OptimizationApplication | null },
): Promise<void> {
  const { share } = await heldShareOf(ctx, row.taskSlug);
  await store(ctx, row, "optimization.apply", before, application, (tx) =>
    openHoldout(tx, ctx, {
      taskSlug: row.taskSlug,
      optimizationId: row.id,
      summary,
      beforeVersion: application.heldVersion ?? row.baselineVersion,
      before: baselineOf(row),
      afterVersion: application.version,
      after: wanted,
      canaryShare: application.canaryShare ?? null,
      standingShare: share,
    }),
  );
}

/** What was tried on a share of the requests serves the others too, but for what is held back. */
export async function widenOptimization(ctx: Ctx, row: RunRow, before: OptimizationApplication): Promise<void> {
  requireScope(ctx, "write");
  const watchUntil = new Date(ctx.now().getTime() + WATCH_MS).toISOString();
  const standing = await heldShareOf(ctx, row.taskSlug);
  await store(
    ctx,
    row,
    "optimization.widen",
    before,
    { ...before, canaryShare: null, canaryUntil: null, watchUntil },
    (tx) => widenHoldout(tx, ctx, standing),
  );
}

/**
 * Restores the configuration that was in force before, equal to the byte. A second click changes nothing. Throws
 * `conflict` with the difference when somebody changed the configuration since it was applied.
 */
export async function undoOptimization(ctx: Ctx, id: string, reason = "Undone"): Promise<OptimizationRun> {
  requireScope(ctx, "write");
  const row = await requireRun(ctx, id);
  const application = applicationOf(row);
  if (!application) throw conflict("This optimization was not applied, so there is nothing to undo");
  if (application.undone) return getOptimization(ctx, id);
  const current = await getConfiguration(ctx, row.taskSlug);
  const baseline = baselineOf(row);
  const isRestored = current.version > application.version && isEqual(current.configuration, baseline);
  const restored = isRestored
    ? current
    : current.version === application.version
      ? await rollbackConfiguration(ctx, row.taskSlug, {
          version: row.baselineVersion,
          expectedVersion: application.version,
          reason: `${reason}: optimization ${id}`.slice(0, 500),
        })
      : refuse(row, current, application.version, resultOf(row)?.configuration ?? baseline);
  if (!isEqual(restored.configuration, baseline)) throw new Error(`Version ${restored.version} is not the baseline`);
  const undone = { version: restored.version, by: ctx.actor.name, at: ctx.now().toISOString(), reason };
  await store(ctx, row, "optimization.undo", application, { ...application, undone }, (tx) =>
    closeHoldout(tx, ctx, row.taskSlug, "undone"),
  );
  return getOptimization(ctx, id);
}

const isEqual = (a: Configuration, b: Configuration): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Written by this run just before its process ended. */
const isOwn = ({ reason, configuration }: ConfigurationVersion, id: string, wanted: Configuration): boolean =>
  reason.includes(id) && isEqual(configuration, wanted);

function refuse(row: RunRow, current: ConfigurationVersion, expectedVersion: number, before: Configuration): never {
  const changed = (Object.keys(current.configuration) as (keyof Configuration)[])
    .filter((field) => JSON.stringify(current.configuration[field]) !== JSON.stringify(before[field]))
    .map((field) => ({ field, before: before[field], now: current.configuration[field] }));
  throw conflict(
    `The configuration of ${row.taskSlug} was changed meanwhile, by ${current.createdBy}: version ${current.version} is in force, not ${expectedVersion}. Optimize again from there`,
    { field: "expectedVersion", details: { expectedVersion, currentVersion: current.version, diff: changed } },
  );
}

async function store(
  ctx: Ctx,
  row: RunRow,
  action: string,
  before: OptimizationApplication | null,
  after: OptimizationApplication,
  alongside: (tx: DatabaseTransaction) => Promise<void>,
): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    await writeApplication(tx, ctx.organizationId, row.id, after);
    await alongside(tx);
    await recordAudit(tx, ctx, {
      action,
      subjectType: "optimization",
      subjectId: row.id,
      before,
      after: { ...after, task: row.taskSlug },
    });
  });
  await ctx.runtime.holdouts.refresh();
  const outcome = after.undone ? "undone" : "applied";
  if (action !== "optimization.widen")
    optimizationMeters(ctx.runtime.metrics).requests.at({ type: row.type, outcome }).add();
}
