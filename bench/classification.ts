import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { parseArgs } from "node:util";
import type { Dataset, TrainingRun } from "@/lib/training/schemas";
import { callApi, startProduct } from "./support/start-product";

/**
 * Trains local models through the public API of a started instance and tests them on another file:
 * `--train A.csv --test B.csv [--seed n]`. Without `--test` the run's own held-out part counts.
 * Prints one JSON line a model: model, accuracy, macroF1, trainCpuSeconds, p95Ms.
 */
const { values } = parseArgs({
  options: {
    train: { type: "string" },
    test: { type: "string" },
    seed: { type: "string", default: "1" },
    share: { type: "string", default: "0.2" },
  },
});
if (!values.train) throw new Error("Give the labelled file: --train A.csv");

const TASK = "bench_classification";
const CONCURRENCY = 8;
type Row = Record<string, string>;

const product = await startProduct();
try {
  const json = { "content-type": "application/json" };
  await callApi(product, "/tasks", {
    method: "POST",
    headers: json,
    body: JSON.stringify({ slug: TASK, name: "Bench", kind: "classification", category: "language" }),
  });
  const dataset = await callApi<Dataset>(product, `/training/import?task=${TASK}`, {
    method: "POST",
    headers: { "content-type": "text/csv" },
    body: readFileSync(values.train),
  });
  console.error(
    `imported ${dataset.rowCount} rows in ${dataset.labelCount} classes, left out ${dataset.rejected.count}`,
  );
  let run = await callApi<TrainingRun>(product, "/training/runs", {
    method: "POST",
    headers: json,
    body: JSON.stringify({ task: TASK, seed: Number(values.seed), validationShare: Number(values.share) }),
  });
  const stall = watchLatency();
  while (run.status === "queued" || run.status === "running") {
    await new Promise((resolve) => setTimeout(resolve, 500));
    run = await callApi<TrainingRun>(product, `/training/runs/${run.id}`);
  }
  const slowestMs = await stall.stop();
  if (run.status !== "succeeded") throw new Error(run.error?.message ?? `The run was ${run.status}`);
  console.error(`slowest answer of GET /api/health while training: ${slowestMs.toFixed(0)} ms`);
  const rows = values.test ? parse<Row>(readFileSync(values.test, "utf8"), { columns: true, bom: true }) : null;
  for (const result of run.results ?? []) {
    const tested = rows ? await testModel(result.model, rows) : { accuracy: result.accuracy, macroF1: result.macroF1 };
    const { trainCpuSeconds, predictionMsP95 } = result;
    console.log(JSON.stringify({ model: result.model, ...tested, trainCpuSeconds, p95Ms: predictionMsP95 }));
  }
  const total = (run.results ?? []).reduce((sum, result) => sum + result.trainCpuSeconds, 0);
  console.error(`processor time of all models: ${total.toFixed(1)} s`);
} finally {
  await product.stop();
}

/** Asks the gateway for every row, as a client would. */
async function testModel(model: string, rows: readonly Row[]): Promise<{ accuracy: number; macroF1: number }> {
  const predicted: string[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      while (next < rows.length) {
        const index = next++;
        const response = await fetch(`${product.url}/v1/chat/completions`, {
          method: "POST",
          headers: { authorization: `Bearer ${product.key}`, "content-type": "application/json" },
          body: JSON.stringify({
            model,
            messages: [{ role: "user", content: rows[index]!.text }],
            gym: { task: TASK },
          }),
        });
        if (!response.ok) throw new Error(await response.text());
        const answer = (await response.json()) as { choices: { message: { content: string } }[] };
        predicted[index] = answer.choices[0]!.message.content;
      }
    }),
  );
  return score(
    rows.map((row) => row.category!),
    predicted,
  );
}

function score(truth: readonly string[], predicted: readonly string[]): { accuracy: number; macroF1: number } {
  const labels = [...new Set([...truth, ...predicted])];
  const f1 = labels.map((label) => {
    const hits = truth.filter((one, index) => one === label && predicted[index] === label).length;
    const claimed = predicted.filter((one) => one === label).length;
    const actual = truth.filter((one) => one === label).length;
    return hits === 0 ? 0 : (2 * hits) / (claimed + actual);
  });
  return {
    accuracy: truth.filter((one, index) => one === predicted[index]).length / truth.length,
    macroF1: f1.reduce((sum, one) => sum + one, 0) / labels.length,
  };
}

/** Asks for the cheapest answer again and again: a stalled event loop shows as a slow one. */
function watchLatency(): { stop(): Promise<number> } {
  let slowestMs = 0;
  let isStopped = false;
  const watching = (async () => {
    while (!isStopped) {
      const startedMs = performance.now();
      await fetch(`${product.url}/api/health`).then((answer) => answer.text());
      slowestMs = Math.max(slowestMs, performance.now() - startedMs);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  return {
    async stop() {
      isStopped = true;
      await watching;
      return slowestMs;
    },
  };
}
