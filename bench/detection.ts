import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { keywordDetection } from "./support/keyword-detection";
import { percentile } from "./support/percentile";
import { learnModels } from "@/lib/detection/learning/learn-models";
import { loadBuiltIn } from "@/lib/detection/models/load-built-in";
import {
  opinionOfBoth,
  opinionOfWords,
  SURE,
  type ModelPair,
  type Opinion,
  type TextModels,
} from "@/lib/detection/models/text-models";
import { classificationMetrics } from "@/lib/platform/stats/classification";
import { createEmbedder } from "@/lib/providers";

/**
 * How well category and emotion of messages are detected: `[--file held-out.txt] [--seeds 1,2,3] [--vectors folder]`.
 * Lines of the file are `category|emotion|message`. Without seeds the models of the product are measured, with them
 * models learnt afresh. Prints one JSON line a method and question: method, question, accuracy, macroF1 and, where one
 * message was timed by itself, msP95.
 */
const { values } = parseArgs({
  options: {
    file: { type: "string", default: "lib/detection/data/held-out.txt" },
    seeds: { type: "string" },
    vectors: { type: "string", default: "data/cache/embeddings" },
  },
});
const QUESTIONS = ["category", "emotion"] as const;
const messages = readFileSync(values.file, "utf8")
  .trim()
  .split("\n")
  .map((line) => {
    const [category, emotion, ...text] = line.split("|");
    return { category: category!, emotion: emotion!, text: text.join("|") };
  });

const embedder = createEmbedder({ cacheFolder: values.vectors });
try {
  const vectors = await embedder.embed(messages.map(({ text }) => text));
  for (const question of QUESTIONS) report("keywords", question, (text) => keywordDetection(text)[question]);
  if (!values.seeds) measureModels("built-in", await loadBuiltIn(), vectors);
  for (const seed of values.seeds?.split(",").map(Number) ?? []) {
    measureModels(`seed ${seed}`, await learnModels({ seed, embed: (texts) => embedder.embed(texts) }), vectors);
  }
} finally {
  await embedder.dispose();
}

function measureModels(name: string, models: TextModels, vectors: readonly Float32Array[]): void {
  const vectorOf = new Map(messages.map(({ text }, index) => [text, vectors[index]!]));
  for (const question of QUESTIONS) {
    const pair = models[question];
    report(`${name}, words`, question, (text) => opinionOfWords(pair, text).label);
    report(`${name}, words then meaning`, question, (text) => twoStages(pair, text, vectorOf.get(text)!).label);
    const sure = messages.filter(({ text }) => opinionOfWords(pair, text).confidence >= SURE);
    console.error(`${name}, ${question}: the words were enough for ${sure.length} of ${messages.length}`);
  }
}

function twoStages(pair: ModelPair, text: string, vector: Float32Array): Opinion {
  const byWords = opinionOfWords(pair, text);
  return byWords.confidence >= SURE ? byWords : opinionOfBoth(pair, text, vector);
}

/** Every message three times: the first time warms up. The embedding itself is not in the time. */
function report(method: string, question: (typeof QUESTIONS)[number], detect: (text: string) => string): void {
  const times: number[] = [];
  for (let turn = 0; turn < 3; turn++) {
    for (const { text } of messages) {
      const startedMs = performance.now();
      detect(text);
      if (turn > 0) times.push(performance.now() - startedMs);
    }
  }
  const { accuracy, macro } = classificationMetrics({
    truth: messages.map((message) => message[question]),
    predicted: messages.map(({ text }) => detect(text)),
  });
  console.log(
    JSON.stringify({
      method,
      question,
      messages: messages.length,
      accuracy: round(accuracy),
      macroF1: round(macro.f1),
      msP95: round(percentile(times, 0.95)),
    }),
  );
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
