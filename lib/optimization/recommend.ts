import { metricsComparison, possibleSavings } from "@/lib/executions";
import type { Ctx } from "@/lib/platform/ctx";
import type { RecurringWork } from "@/lib/platform/jobs";
import { versionKey } from "@/lib/registry";
import { deriveRecommendations, type RecommendationFacts } from "./core/derive-recommendations";
import { upsertRecommendation } from "./recommendation-store";

const EVERY_MS = 15 * 60_000;
/** A proposal that the facts no longer speak for is gone after this, milliseconds. */
const VALID_MS = 3 * 86_400_000;

/** Looks for changes worth proposing, from what was measured lately. */
export const recommending: RecurringWork = {
  name: "optimization.recommend",
  scope: "organization",
  intervalMs: EVERY_MS,
  run: async ({ ctx, signal }) => {
    const proposed = deriveRecommendations(await readFacts(ctx));
    const expiresAt = new Date(ctx.now().getTime() + VALID_MS);
    for (const change of proposed) {
      signal.throwIfAborted();
      await upsertRecommendation(ctx, change, expiresAt);
    }
  },
};

async function readFacts(ctx: Ctx): Promise<RecommendationFacts> {
  const { substitutions } = await possibleSavings(ctx, { period: "month" });
  const snapshot = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
  const tasks: RecommendationFacts["tasks"][number][] = [];
  for (const { task, configuration } of snapshot.tasks.values()) {
    const { models } = await metricsComparison(ctx, { task: task.slug, period: "month" });
    if (models.length < 2) continue;
    const classifiers = snapshot.modelList
      .filter(({ slug, kind }) => kind === "classifier" && snapshot.activeVersions.has(versionKey(task.slug, slug)))
      .map(({ slug }) => slug);
    tasks.push({
      task: task.slug,
      models: models.filter(({ model }) => snapshot.models.get(model)?.status === "ready"),
      classifiers: task.kind === "classification" ? classifiers : [],
      hasCascade: configuration.cascade !== null,
    });
  }
  return { substitutions, tasks };
}
