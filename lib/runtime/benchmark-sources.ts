import type { Runtime } from "@/lib/platform/runtime";
import { getTrainingRun, listDatasets, sampleExamples } from "@/lib/training";

/** Enough to draw a suite from, whatever the number of labels. */
const MOST_ROWS = 2_000;

/** What benchmarks are made of and lies above them: labelled examples, and who learned from them. */
export function createBenchmarkSources(): Runtime["benchmarkSources"] {
  return {
    async labelledRows(ctx, task) {
      const [dataset] = (await listDatasets(ctx, { task, limit: 1 })).items;
      if (!dataset) return null;
      const { activeVersions, rollouts } = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
      const taughtModels: string[] = [];
      const serving = [...activeVersions.values(), ...[...rollouts.values()].map(({ version }) => version)];
      for (const { taskSlug, modelSlug, trainingRunId } of serving) {
        if (taskSlug !== task || !trainingRunId) continue;
        const { datasetId } = await getTrainingRun(ctx, trainingRunId);
        if (datasetId === dataset.id) taughtModels.push(modelSlug);
      }
      return {
        datasetId: dataset.id,
        name: dataset.name,
        rowCount: dataset.rowCount,
        rows: await sampleExamples(ctx, dataset.id, MOST_ROWS),
        taughtModels,
      };
    },
  };
}
