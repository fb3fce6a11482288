import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { createEmbedder } from "@/lib/providers";
import { fitRoutingPolicy } from "@/lib/routing/learned/fit-routing-policy";
import { loadRoutingPolicy } from "@/lib/routing/learned/load-routing-policy";
import type { ScoredPrompt } from "@/lib/routing/learned/types";
import { gapRecovered } from "./support/gap-recovered";
import { printTable, quantile } from "./support/print-table";
import { readRoutingFile, splitByHash } from "./support/routing-file";
import { routeOffline } from "./support/route-offline";

/**
 * What a learned policy makes of recorded answers, beside fixed ones on the same prompts:
 * `FILE [--no-task] [--target-quality 100] [--splits 1] [--seed 1] [--embeddings]`. Learns from the first 80 % by hash and reports on
 * the rest; more splits hash with another salt. No provider, no server. Prints a table and one JSON line a split. `apgr`: of
 * two models, the average performance gap recovered, beside that of random orders; the target has to be below 100.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    "no-task": { type: "boolean", default: false },
    "target-quality": { type: "string", default: "100" },
    splits: { type: "string", default: "1" },
    seed: { type: "string", default: "1" },
    embeddings: { type: "boolean", default: false },
    cache: { type: "string", default: path.join(tmpdir(), "ai-gym-bench-embeddings") },
  },
});
const [file] = positionals;
if (!file) throw new Error("Give the file of recorded answers: FILE.jsonl.gz");
const useTask = !values["no-task"];
const prompts = readRoutingFile(file);

const vectors = await embedAll();

for (let split = 0; split < Number(values.splits); split++) report(split);

function report(split: number): void {
  const { train, test } = splitByHash(prompts, split === 0 ? "" : `split-${split}`);
  const beforeMs = performance.now();
  const fitted = fitRoutingPolicy(
    train,
    train.map(({ id }) => vectors.get(id) ?? null),
    { seed: Number(values.seed), targetQualityPercent: Number(values["target-quality"]), useTask },
  );
  const learnMs = performance.now() - beforeMs;
  const policy = loadRoutingPolicy(JSON.parse(JSON.stringify(fitted)));
  const routed = test.map((prompt) =>
    routeOffline(policy, prompt, { embedding: vectors.get(prompt.id) ?? null, isTaskTold: useTask }),
  );
  const { bestSingleModel, chosen } = policy.evidence;
  const best = fixed(test, () => bestSingleModel);
  const cheapest = policy.models.toSorted((a, b) => (a.meanCostUsd ?? Infinity) - (b.meanCostUsd ?? Infinity))[0]!.slug;
  const learned = {
    quality: mean(routed.map(({ score }) => score)),
    costUsd: mean(routed.map(({ costUsd }) => costUsd)),
  };
  const percent = (figures: { quality: number; costUsd: number }) => ({
    "quality %": (100 * figures.quality) / best.quality,
    "cost %": (100 * figures.costUsd) / best.costUsd,
  });
  printTable(`Split ${split}: ${train.length} prompts learnt from, ${test.length} reported`, [
    { policy: `learned (${chosen.kind})`, ...percent(learned) },
    { policy: "learned, as cross-validated", "quality %": chosen.qualityPercent, "cost %": chosen.costPercent },
    { policy: `always ${bestSingleModel}`, ...percent(best) },
    { policy: `always ${cheapest}`, ...percent(fixed(test, () => cheapest)) },
    { policy: "at random", ...percent(random(test)) },
    { policy: "oracle, cheapest that is best", ...percent(oracle(test)) },
  ]);
  console.log(chosen.description);
  console.log(
    JSON.stringify({
      bench: "learned-routing",
      split,
      kind: chosen.kind,
      qualityPercent: percent(learned)["quality %"],
      costPercent: percent(learned)["cost %"],
      bestSingleModel,
      callsPerPrompt: mean(routed.map(({ calls }) => calls)),
      decisionMsP95: quantile(
        routed.flatMap(({ decisionMs }) => decisionMs),
        0.95,
      ),
      apgr: gapRecovered(policy, test, ({ id }) => vectors.get(id) ?? null),
      learnSeconds: learnMs / 1_000,
    }),
  );
}

/** Vectors by prompt, from the cache where they were made before; none without `--embeddings`. */
async function embedAll(): Promise<Map<string, Float32Array>> {
  if (!values.embeddings) return new Map();
  const embedder = createEmbedder({ cacheFolder: values.cache });
  const made = await embedder.embed(prompts.map(({ prompt }) => prompt));
  await embedder.dispose();
  return new Map(prompts.map(({ id }, at) => [id, made[at]!]));
}

function fixed(rows: readonly ScoredPrompt[], choose: (row: ScoredPrompt) => string) {
  return {
    quality: mean(rows.map((row) => row.scores[choose(row)]!)),
    costUsd: mean(rows.map((row) => row.costsUsd[choose(row)]!)),
  };
}

function random(rows: readonly ScoredPrompt[]) {
  return {
    quality: mean(rows.map(({ scores }) => mean(Object.values(scores)))),
    costUsd: mean(rows.map(({ costsUsd }) => mean(Object.values(costsUsd)))),
  };
}

function oracle(rows: readonly ScoredPrompt[]) {
  return fixed(rows, ({ scores, costsUsd }) => {
    const [best] = Object.keys(scores).sort((a, b) => scores[b]! - scores[a]! || costsUsd[a]! - costsUsd[b]!);
    return best!;
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
