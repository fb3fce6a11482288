import type { Ctx } from "@/lib/platform/ctx";
import { recordModelScores } from "@/lib/registry";
import type { Category } from "@/lib/registry/schemas";
import type { BenchmarkRun } from "../run-schemas";
import { selectResults } from "./run-store";

/** Fewer answers say too little of a category to be believed. */
const LEAST_ANSWERS = 10;

/** Tells the registry how models did per category. Suites of a task measure its settings as well, so they are left out. */
export async function feedRegistry(ctx: Ctx, { id, suites, models }: Pick<BenchmarkRun, "id" | "suites" | "models">) {
  const categoryOf = new Map<string, Category>();
  for (const suite of suites) if (suite.category && suite.task === null) categoryOf.set(suite.id, suite.category);
  const results = await selectResults(ctx, [id]);
  const scores = models.flatMap((modelSlug) =>
    [...new Set(categoryOf.values())].flatMap((category) => {
      const qualities = results
        .filter(({ model, suiteId }) => model === modelSlug && categoryOf.get(suiteId) === category)
        .flatMap(({ quality }) => (quality === null ? [] : [quality]));
      if (qualities.length < LEAST_ANSWERS) return [];
      const quality = qualities.reduce((sum, one) => sum + one, 0) / qualities.length;
      return [{ modelSlug, category, quality, testCount: qualities.length }];
    }),
  );
  await recordModelScores(ctx, { runId: id, scores });
}
