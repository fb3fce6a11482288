import { parseArgs } from "node:util";
import type { ScoredPrompt } from "@/lib/routing/learned/types";
import { quantile } from "./support/print-table";
import { mean, routeRecorded, type Routed } from "./support/route-recorded";
import { readRoutingFile } from "./support/routing-file";
import { startProduct } from "./support/start-product";

/**
 * Learned routing on recorded answers, through the public API of the built product (`npm run build` first):
 *
 *     npm run bench:routing -- --train A.jsonl.gz --test B.jsonl.gz [--no-task] [--target-quality 100]
 *
 * A is imported as a recording and a policy is learnt from it; only then B is imported, and each of its prompts sent to
 * `/v1/chat/completions`. Prints one line of JSON with quality and cost, per cent of the model that was best on A
 * (its answers to B are the baseline), then one line a prompt with every call that was paid. `decisionMsP95` is the
 * time in the gateway beside the calls, the prompt's embedding included.
 */
const { values } = parseArgs({
  options: {
    train: { type: "string" },
    test: { type: "string" },
    "no-task": { type: "boolean", default: false },
    "target-quality": { type: "string", default: "100" },
    connections: { type: "string", default: "4" },
  },
});
if (!values.train || !values.test) throw new Error("Give --train and --test");
const learning = readRoutingFile(values.train);
const testing = readRoutingFile(values.test);
const product = await startProduct();
try {
  const run = { train: learning, test: testing, targetQualityPercent: Number(values["target-quality"]) };
  const connections = Number(values.connections);
  await report(await routeRecorded(product, { ...run, useTask: !values["no-task"], connections }));
} finally {
  await product.stop();
}

async function report(routed: readonly Routed[]): Promise<void> {
  const models = [...new Set(learning.flatMap(({ scores }) => Object.keys(scores)))];
  const meanScore = (model: string) => mean(learning.map(({ scores }) => scores[model] ?? 0));
  const best = models.toSorted((a, b) => meanScore(b) - meanScore(a))[0]!;
  const ofBest = (pick: (row: ScoredPrompt) => number | undefined) => mean(routed.map(({ row }) => pick(row) ?? 0));
  const quality = mean(routed.map(({ row, model }) => row.scores[model] ?? 0));
  const cost = mean(routed.map(({ costUsd }) => costUsd));
  const summary = {
    qualityPercent: (100 * quality) / ofBest(({ scores }) => scores[best]),
    costPercent: (100 * cost) / ofBest(({ costsUsd }) => costsUsd[best]),
    bestSingleModel: best,
    decisionMsP95: quantile(await overheads(), 0.95),
  };
  console.log(JSON.stringify(summary));
  for (const { row, model, calls } of routed) console.log(JSON.stringify({ id: row.id, model, calls }));
}

/** Milliseconds in the gateway beside the calls, of every execution. */
async function overheads(): Promise<number[]> {
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const response = await fetch(`${product.url}/api/v1/executions?period=day&format=jsonl`, {
    headers: { authorization: `Bearer ${product.key}` },
  });
  const rows = (await response.text()).trim().split("\n");
  return rows.map((line) => (JSON.parse(line) as { overheadMs: number | null }).overheadMs ?? 0);
}
