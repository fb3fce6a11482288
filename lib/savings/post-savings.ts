import type { Ctx } from "@/lib/platform/ctx";
import { isAppError } from "@/lib/platform/errors";
import type { RecurringWork } from "@/lib/platform/jobs";
import { getTask, getConfiguration } from "@/lib/registry";
import { insertPost, selectOpen, writeClosed } from "./holdout-store";
import { readEntries } from "./list-savings";

const EVERY_MS = 60_000;
/** Executions that were spooled arrive within this time, milliseconds. */
const SETTLED_AFTER_MS = 86_400_000;

/** Ends hold-outs whose change is no longer in force, and posts the months that are over. */
export const savingsPosting: RecurringWork = {
  name: "savings.post",
  scope: "organization",
  intervalMs: EVERY_MS,
  run: async ({ ctx, signal }) => {
    await closeStale(ctx);
    signal.throwIfAborted();
    await postMonths(ctx);
  },
};

/** Requests see at once that another version is in force; this only writes it down. */
async function closeStale(ctx: Ctx): Promise<void> {
  const open = await selectOpen(ctx.db, ctx.organizationId);
  let isChanged = false;
  for (const { taskSlug, afterVersion, organizationId } of open) {
    const version = await versionInForce(ctx, taskSlug);
    if (version === afterVersion) continue;
    const closed = { at: ctx.now(), reason: version === null ? "deleted" : "changed" } as const;
    isChanged = (await writeClosed(ctx.db, organizationId, taskSlug, closed)) || isChanged;
  }
  if (isChanged) await ctx.runtime.holdouts.refresh();
}

/** null when the task is gone. */
async function versionInForce(ctx: Ctx, task: string): Promise<number | null> {
  try {
    await getTask(ctx, task);
    return (await getConfiguration(ctx, task)).version;
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
}

/** Negative months too; one that was posted stays as it is. */
async function postMonths(ctx: Ctx): Promise<void> {
  const settled = new Date(ctx.now().getTime() - SETTLED_AFTER_MS).toISOString().slice(0, 7);
  for (const { id, months } of await readEntries(ctx)) {
    for (const month of months) {
      if (month.postedAt === null && month.month < settled) await insertPost(ctx, id, month);
    }
  }
}
