import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { createEmbedder, parseClassifier, serializeClassifier, trainClassifiers } from "@/lib/providers";
import { readLabelledFile } from "./support/labelled-file";
import { percentile } from "./support/percentile";
import { splitRows } from "./support/split-rows";

/**
 * How long one prediction takes in this process: `--train A.csv [--seed n] [--rounds n] [--cache folder]`. Texts that
 * were held out are classified one by one by the stored and re-read model; the sentence encoder, which runs in its own
 * thread, is measured apart. Prints a table and one JSON line a model, in milliseconds.
 */
const { values } = parseArgs({
  options: {
    train: { type: "string" },
    seed: { type: "string", default: "1" },
    rounds: { type: "string", default: "2000" },
    cache: { type: "string", default: path.join(tmpdir(), "ai-gym-bench-embeddings") },
  },
});
if (!values.train) throw new Error("Give the labelled file: --train A.csv");

const WARM_UP = 200;
const EMBEDDED = 200;
const kinds = ["nb", "tfidf", "encoder", "council"] as const;
const seed = Number(values.seed);
const rounds = Number(values.rounds);

const { train, heldOut } = splitRows(readLabelledFile(values.train), 0.2, seed);
const embedder = createEmbedder({ cacheFolder: values.cache });
const trainEmbeddings = await embedder.embed(train.map(({ text }) => text));
const embeddings = await embedder.embed(heldOut.map(({ text }) => text));
const results = trainClassifiers(kinds, train, { seed, embeddings: trainEmbeddings }).map((trained) => {
  const bytes = serializeClassifier(trained);
  const classifier = parseClassifier(bytes);
  const times: number[] = [];
  for (let round = 0; round < WARM_UP + rounds; round++) {
    const row = round % heldOut.length;
    const input = { text: heldOut[row]!.text, embedding: embeddings[row]! };
    const startedMs = performance.now();
    classifier.predict(input);
    if (round >= WARM_UP) times.push(performance.now() - startedMs);
  }
  return summary(trained.kind, times, bytes.length);
});

// New texts, because the embedder remembers the ones above.
const embedTimes: number[] = [];
for (let round = 0; round < EMBEDDED; round++) {
  const startedMs = performance.now();
  await embedder.embed([`${heldOut[round % heldOut.length]!.text} (${round})`]);
  embedTimes.push(performance.now() - startedMs);
}
await embedder.dispose();

const rows = [...results, summary("embed", embedTimes, null)];
console.table(rows);
for (const row of rows) console.log(JSON.stringify({ bench: "local-latency", seed, ...row }));

function summary(model: string, times: readonly number[], artefactBytes: number | null) {
  return {
    model,
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
    p99Ms: percentile(times, 0.99),
    artefactBytes,
  };
}
