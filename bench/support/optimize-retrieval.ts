import { createSuite } from "@/lib/benchmarks";
import { CreateSuiteInput } from "@/lib/benchmarks/schemas";
import { startSearchGateway } from "@/lib/gateway/test-search-gateway";
import { LABELLED_DOCUMENTS, LABELLED_QUERIES } from "@/lib/knowledge/evaluation";
import { getOptimization, OPTIMIZATION_JOB, optimizationJob, startOptimization } from "@/lib/optimization";
import { StartOptimizationInput, type OptimizationRun } from "@/lib/optimization/schemas";
import { openTestDatabase } from "@/lib/platform/db/test-database";
import { createJobRunner } from "@/lib/platform/jobs";
import { createEmbedder } from "@/lib/providers";

const TASK = "semantic_search";

/**
 * Quality improvement of a search task from full text, by the product's own way: a suite of the labelled questions, the
 * gateway, the search models over an indexed collection, the race and the proof. Then the same from what was found.
 */
export async function optimizeRetrieval(seed: number): Promise<void> {
  const database = await openTestDatabase("embedded");
  const embedder = createEmbedder();
  const gateway = await startSearchGateway(database, {
    embed: (texts) => embedder.embed(texts),
    documents: LABELLED_DOCUMENTS.map(({ id, title, text }) => ({ externalId: id, title, text })),
  });
  const { ctx } = gateway;
  const runner = createJobRunner(gateway.runtime, { handlers: { [OPTIMIZATION_JOB]: optimizationJob }, pollMs: 20 });
  runner.start();
  const tests = LABELLED_QUERIES.map(({ query, relevant }, index) => ({
    id: `q${index + 1}`,
    prompt: query,
    check: { kind: "ranking", relevant },
  }));
  await createSuite(ctx, CreateSuiteInput.parse({ name: "Labelled questions", task: TASK, tests }));
  for (const model of ["local/search-text", "local/search-hybrid"]) {
    await gateway.configure(TASK, { model, retrieval: { collection: "help", mode: "hybrid", depth: 30 } });
    const input = StartOptimizationInput.parse({ task: TASK, type: "quality_improvement", budgetUsd: 5, seed });
    report(model, await finished(await startOptimization(ctx, input)));
  }
  await runner.stop(1_000);
  await embedder.dispose();
  await gateway.close();
  await database.close();

  async function finished({ id }: OptimizationRun): Promise<OptimizationRun> {
    for (;;) {
      const run = await getOptimization(ctx, id);
      if (run.status === "succeeded") return run;
      if (run.status !== "queued" && run.status !== "running") throw new Error(run.error?.message ?? run.status);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function report(model: string, { plan, result }: OptimizationRun): void {
  const shown = result?.finalists.find(({ id }) => id === result.winnerId) ?? result?.finalists[0];
  console.log(
    JSON.stringify({
      bench: "optimization",
      scenario: `retrieval: quality_improvement from ${model}`,
      verdict: result?.winnerId ? "improved" : "no improvement found",
      found: shown?.label ?? null,
      reason: shown?.reason ?? null,
      measure: "nDCG@10, of 100",
      before: result?.before.quality_score,
      after: shown?.after.quality_score,
      qualityPoints: shown?.comparison.quality ?? null,
      latencyP95: shown?.comparison.latencyP95 ?? null,
      candidates: plan.candidates.map(({ label }) => label),
      searchedOn: plan.tests.search,
      verifiedOn: plan.tests.verify,
      calls: result?.calls,
      seconds: result?.seconds,
    }),
  );
}
