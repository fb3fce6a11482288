import { sumSpend, type SpendDimension } from "@/lib/executions";
import type { Ctx } from "@/lib/platform/ctx";
import type { DailyValue } from "@/lib/platform/stats";

const DAY_MS = 24 * 3_600_000;
/** Older days say little about the next ones. */
const MAX_DAYS = 84;

export type SpendHistory = {
  /** Whole days from the first with a call on; a day without calls cost nothing, which is known. */
  days: (DailyValue & { value: number })[];
  /** So far. */
  today: { day: string; value: number };
  unpricedCount: number;
};

export const dayOf = (at: Date | number): string => new Date(at).toISOString().slice(0, 10);

/** What was spent a day, one history for each scope, in one question. */
export async function spendHistories(
  ctx: Ctx,
  scopes: readonly { dimension: SpendDimension; ref: string }[],
): Promise<SpendHistory[]> {
  const todayMs = Math.floor(ctx.now().getTime() / DAY_MS) * DAY_MS;
  const starts = Array.from({ length: MAX_DAYS + 1 }, (_, index) => todayMs - (MAX_DAYS - index) * DAY_MS);
  const sums = await sumSpend(
    ctx.db,
    ctx.organizationId,
    scopes.flatMap((scope) => starts.map((ms) => ({ ...scope, from: new Date(ms), to: new Date(ms + DAY_MS) }))),
  );
  return scopes.map((_, position) => {
    const own = sums.slice(position * starts.length, (position + 1) * starts.length);
    const whole = own.slice(0, -1);
    const first = whole.findIndex(({ count }) => count > 0);
    const days =
      first === -1
        ? []
        : whole.slice(first).map((sum, index) => ({
            day: dayOf(starts[first + index]!),
            value: sum.spentUsd,
          }));
    return {
      days,
      today: { day: dayOf(todayMs), value: own.at(-1)!.spentUsd },
      unpricedCount: own.reduce((total, { unpricedCount }) => total + unpricedCount, 0),
    };
  });
}
