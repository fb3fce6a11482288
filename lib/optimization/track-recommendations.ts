import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { isAppError } from "@/lib/platform/errors";
import { groupBy } from "@/lib/platform/group-by";
import { wilsonInterval } from "@/lib/platform/stats";
import { listSavings } from "@/lib/savings";
import { getTrainingRun } from "@/lib/training";
import type { SavingsEntry } from "@/lib/savings/schemas";
import type { Recommendation, RecommendationTrack } from "./recommendation-schemas";
import { selectApplied } from "./recommendation-store";
import { requireRun, resultOf } from "./run-store";

/** Proposals of the past that are looked at. */
const MOST = 200;
const DAY_MS = 86_400_000;
const MONTH_DAYS = 30;

/** How past proposals did: how many were proven, and what those that are measured save against what was expected. */
export async function trackRecommendations(ctx: Ctx): Promise<RecommendationTrack> {
  requireScope(ctx, "read");
  const applied = await selectApplied(ctx, MOST);
  if (applied.length === 0) return { kinds: [] };
  const { entries } = await listSavings(ctx, {});
  const verified = (await Promise.all(applied.map((one) => verify(ctx, one)))).flatMap((one) => one ?? []);
  const kinds = [...groupBy(verified, ({ recommendation }) => recommendation.kind)].map(([kind, all]) => {
    const proven = all.filter(({ isProven }) => isProven).length;
    const measured = all.flatMap(({ recommendation }) => measuredOf(ctx, recommendation, entries) ?? []);
    const sum = (read: (one: (typeof measured)[number]) => number) =>
      measured.reduce((total, one) => total + read(one), 0);
    return {
      kind,
      verified: all.length,
      proven,
      ...wilsonInterval({ successes: proven, trials: all.length }),
      measured:
        measured.length === 0
          ? null
          : {
              count: measured.length,
              expectedUsd: sum((one) => one.expectedUsd),
              savedUsd: sum((one) => one.savedUsd),
            },
    };
  });
  return { kinds };
}

/** null while it is under way, and when its search came to no result. */
async function verify(ctx: Ctx, recommendation: Recommendation) {
  const { optimizationId, trainingRunId } = recommendation.outcome ?? {};
  try {
    if (trainingRunId) {
      const { results } = await getTrainingRun(ctx, trainingRunId);
      return (
        results && { recommendation, isProven: results.some(({ comparison }) => comparison?.verdict === "better") }
      );
    }
    if (!optimizationId) return null;
    const result = resultOf(await requireRun(ctx, optimizationId));
    return result && { recommendation, isProven: result.outcome === "improved" };
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
}

/** What was expected and what is saved in a month, where both are known. */
function measuredOf(ctx: Ctx, { effect, outcome }: Recommendation, entries: readonly SavingsEntry[]) {
  const entry = entries.find(({ optimizationId }) => optimizationId === outcome?.optimizationId);
  const saved = entry?.sinceStart.savedUsd;
  if (!entry || !saved || effect?.what !== "usd_a_month") return null;
  const until = entry.closedAt ? Date.parse(entry.closedAt) : ctx.now().getTime();
  const days = Math.max(1, (until - Date.parse(entry.startedAt)) / DAY_MS);
  return { expectedUsd: effect.mean, savedUsd: (saved.mean / days) * MONTH_DAYS };
}
