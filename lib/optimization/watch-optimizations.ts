import { measureConfiguration, type MeasuredConfiguration } from "@/lib/executions";
import type { Ctx } from "@/lib/platform/ctx";
import { isAppError } from "@/lib/platform/errors";
import type { RecurringWork } from "@/lib/platform/jobs";
import { CANARY_DAYS, undoOptimization, widenOptimization } from "./apply-optimization";
import { CANARY_REQUESTS, judgeWatch, MIN_REQUESTS } from "./core/judge-watch";
import type { OptimizationApplication } from "./optimization-schemas";
import { applicationOf, selectWatched, writeApplication, type RunRow } from "./run-store";

const WATCH_EVERY_MS = 60_000;
/** Live traffic that a change is compared with where nothing is held back: this long before it, milliseconds. */
const BEFORE_MS = 7 * 86_400_000;

/**
 * Looks after changes that were put in force lately: takes back what live traffic shows to be worse, and lets what was
 * tried on a few serve the rest once enough of them fared well.
 */
export const optimizationWatch: RecurringWork = {
  name: "optimization.watch",
  scope: "organization",
  intervalMs: WATCH_EVERY_MS,
  run: async ({ ctx, signal }) => {
    for (const row of await selectWatched(ctx)) {
      signal.throwIfAborted();
      await look(ctx, row);
    }
  },
};

async function look(ctx: Ctx, row: RunRow): Promise<void> {
  const application = applicationOf(row);
  if (!application || application.undone) return;
  const now = ctx.now();
  const from = new Date(application.appliedAt);
  const after = await measureConfiguration(ctx, {
    task: row.taskSlug,
    version: application.version,
    from,
    to: now,
  });
  const judged = judgeWatch(await usually(ctx, row.taskSlug, application), after);
  const watch = { at: now.toISOString(), ...judged };
  const isCanary = application.canaryShare != null;
  const looked = { ...application, watch };
  await writeApplication(ctx.db, ctx.organizationId, row.id, looked);
  if (watch.verdict === "worse") await takeBack(ctx, row, watch.reason);
  else if (isCanary && watch.verdict === "well" && after.count >= CANARY_REQUESTS)
    await widenOptimization(ctx, row, looked);
  else if (isCanary && now >= canaryEndOf(application)) await takeBack(ctx, row, undecided(after.count));
}

const DAY_MS = 24 * 3_600_000;

const canaryEndOf = ({ canaryUntil, appliedAt }: OptimizationApplication): Date =>
  new Date(canaryUntil ?? Date.parse(appliedAt) + CANARY_DAYS * DAY_MS);

const undecided = (requests: number): string =>
  `its share was asked ${requests} ${requests === 1 ? "request" : "requests"} in the time given, and ${CANARY_REQUESTS} are needed to decide`;

/** Requests that are held back now, where there are enough: they meet the same time. Else what was before the change. */
async function usually(
  ctx: Ctx,
  task: string,
  { heldVersion, appliedAt }: OptimizationApplication,
): Promise<MeasuredConfiguration> {
  const from = new Date(appliedAt);
  if (heldVersion !== undefined) {
    const held = await measureConfiguration(ctx, { task, version: heldVersion, from, to: ctx.now() });
    if (held.count >= MIN_REQUESTS) return held;
  }
  return measureConfiguration(ctx, { task, from: new Date(from.getTime() - BEFORE_MS), to: from });
}

async function takeBack(ctx: Ctx, row: RunRow, reason: string): Promise<void> {
  try {
    await undoOptimization(ctx, row.id, `Taken back by itself: ${reason}`);
  } catch (error) {
    // Somebody has changed the configuration since: what is in force now is theirs.
    if (!isAppError(error) || error.code !== "conflict") throw error;
  }
}
