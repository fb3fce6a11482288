import type { Ctx } from "@/lib/platform/ctx";
import { problemOf, refuseProblems, type ReportedRows } from "./read-recorded";
import { purgedBefore } from "./retention";
import { DAY_MS } from "./time-window";

/**
 * Throws `invalid_input`, naming the rows, for executions of days whose executions the retention has deleted: the
 * claims of their ids went with them, and what was counted of them stays, so they would be counted once more.
 */
export async function refuseDeleted(ctx: Ctx, { rows, nameOf }: ReportedRows): Promise<void> {
  // A retention is days long: nothing was deleted of what happened just now, and most calls are reported at once.
  const recentMs = ctx.now().getTime() - DAY_MS;
  const times = rows.map(({ createdAt }) => (createdAt ? Date.parse(createdAt) : Infinity));
  if (times.every((atMs) => atMs > recentMs)) return;
  const before = await purgedBefore(ctx);
  if (before === null) return;
  const message = `must be ${before.toISOString()} or later: executions from before then were deleted by your retention`;
  refuseProblems(
    times.flatMap((atMs, index) =>
      atMs < before.getTime() ? [problemOf(nameOf(index), { field: "createdAt", message })] : [],
    ),
  );
}
