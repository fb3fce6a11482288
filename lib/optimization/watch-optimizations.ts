import { measureConfiguration } from "@/lib/executions";
import type { Ctx } from "@/lib/platform/ctx";
import { isAppError } from "@/lib/platform/errors";
import type { RecurringWork } from "@/lib/platform/jobs";
import { undoOptimization } from "./apply-optimization";
import { judgeWatch } from "./core/judge-watch";
import { applicationOf, selectWatched, writeApplication, type RunRow } from "./run-store";

const WATCH_EVERY_MS = 60_000;
/** Live traffic that a change is compared with: this long before it, milliseconds. */
const BEFORE_MS = 7 * 86_400_000;

/** Looks after changes that were put in force lately, and takes back what live traffic shows to be worse. */
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
  const appliedAt = new Date(application.appliedAt);
  const task = row.taskSlug;
  const [before, after] = await Promise.all([
    measureConfiguration(ctx, { task, from: new Date(appliedAt.getTime() - BEFORE_MS), to: appliedAt }),
    measureConfiguration(ctx, { task, version: application.version, from: appliedAt, to: ctx.now() }),
  ]);
  const watch = { at: ctx.now().toISOString(), ...judgeWatch(before, after) };
  await writeApplication(ctx.db, ctx.organizationId, row.id, { ...application, watch });
  if (watch.verdict !== "worse") return;
  try {
    await undoOptimization(ctx, row.id, `Taken back by itself: ${watch.reason}`);
  } catch (error) {
    // Somebody has changed the configuration since: what is in force now is theirs.
    if (!isAppError(error) || error.code !== "conflict") throw error;
  }
}
