import path from "node:path";
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { loadBuiltIn } from "@/lib/detection/models/load-built-in";
import { opinionOfBoth, opinionOfWords, type TextModels } from "@/lib/detection/models/text-models";
import type { Detection } from "@/lib/detection/schemas";
import { createEmbedder } from "@/lib/providers";
import { messageWords } from "@/lib/sessions/message-words";
import { afterTurn, type SessionState } from "@/lib/sessions/session-state";
import { probabilityOf, topicFeatures, type TopicFeatures, type TopicWeights } from "@/lib/sessions/topic-change";

/**
 * Learns when a conversation changes its topic and measures it on conversations that were not learnt from:
 * `[--write]` keeps the weights in lib/sessions/topic-weights.json. In the files a line is a message, `* ` begins a
 * topic, and `---` parts conversations. Prints one JSON line a method: messages, accuracy, precision, recall, f1.
 */
const { values } = parseArgs({ options: { write: { type: "boolean", default: false } } });
const FOLDER = path.join("lib", "sessions", "data");
const STEPS = 20_000;
const RATE = 0.3;
const PENALTY = 0.002;

type Row = { features: TopicFeatures; isChange: boolean };
const embedder = createEmbedder();
try {
  const models = await loadBuiltIn();
  const learnt: Record<string, TopicWeights> = {};
  for (const [name, hasEncoder] of [
    ["withEncoder", true],
    ["withoutEncoder", false],
  ] as const) {
    const train = await rowsOf("conversations.txt", models, hasEncoder);
    const weights = fit(train, hasEncoder);
    learnt[name] = weights;
    report(name, "held-out", await rowsOf("held-out-conversations.txt", models, hasEncoder), weights);
  }
  if (values.write) {
    writeFileSync(path.join("lib", "sessions", "topic-weights.json"), `${JSON.stringify(learnt, null, 2)}\n`);
  }
} finally {
  await embedder.dispose();
}

/** Every message but the first of a conversation, with the topic as it truly was before it. */
async function rowsOf(file: string, models: TextModels, hasEncoder: boolean): Promise<Row[]> {
  const rows: Row[] = [];
  for (const conversation of readFileSync(path.join(FOLDER, file), "utf8").trim().split(/^---$/mu)) {
    let state: SessionState | null = null;
    for (const line of conversation.trim().split("\n")) {
      const isChange = line.startsWith("* ");
      const text = isChange ? line.slice(2) : line;
      const embedding = hasEncoder ? (await embedder.embed([text]))[0]! : null;
      const { label, confidence } = embedding
        ? opinionOfBoth(models.category, text, embedding)
        : opinionOfWords(models.category, text);
      const category = { label: label as Detection["category"]["label"], confidence };
      const words = messageWords(text);
      if (state) rows.push({ features: topicFeatures(state.memory, { category, words, embedding }), isChange });
      const turn = {
        ref: "",
        task: "",
        emotion: "neutral",
        category: label,
        words,
        embedding,
        isTopicChange: isChange,
      } as const;
      state = afterTurn(state, turn, { model: null, tokens: 0, at: "" });
    }
  }
  return rows;
}

/** Logistic regression by gradient descent; the threshold is the one with the best F1 on the same rows. */
function fit(rows: readonly Row[], hasEncoder: boolean): TopicWeights {
  const weights = { bias: 0, newWords: 0, category: 0, brevity: 0, distance: 0 };
  for (let step = 0; step < STEPS; step++) {
    const gradient = { bias: 0, newWords: 0, category: 0, brevity: 0, distance: 0 };
    for (const { features, isChange } of rows) {
      const error = probabilityOf(features, weights) - (isChange ? 1 : 0);
      gradient.bias += error;
      gradient.newWords += error * features.newWords;
      gradient.category += error * features.category;
      gradient.brevity += error * features.brevity;
      gradient.distance += hasEncoder ? error * (features.distance ?? 0) : 0;
    }
    for (const name of ["bias", "newWords", "category", "brevity", "distance"] as const) {
      weights[name] -= RATE * (gradient[name] / rows.length + (name === "bias" ? 0 : PENALTY * weights[name]));
    }
  }
  const thresholds = Array.from({ length: 61 }, (_, index) => 0.2 + index / 100);
  const best = thresholds.reduce((a, b) =>
    measure(rows, { ...weights, threshold: b }).f1 > measure(rows, { ...weights, threshold: a }).f1 ? b : a,
  );
  return { ...weights, threshold: best };
}

function measure(rows: readonly Row[], weights: TopicWeights) {
  const said = rows.map(({ features, isChange }) => ({
    isChange,
    isSaid: probabilityOf(features, weights) >= weights.threshold,
  }));
  const hits = said.filter(({ isChange, isSaid }) => isChange && isSaid).length;
  const precision = hits / Math.max(1, said.filter(({ isSaid }) => isSaid).length);
  const recall = hits / Math.max(1, said.filter(({ isChange }) => isChange).length);
  const accuracy = said.filter(({ isChange, isSaid }) => isChange === isSaid).length / said.length;
  return {
    messages: rows.length,
    accuracy,
    precision,
    recall,
    f1: (2 * precision * recall) / Math.max(1e-9, precision + recall),
  };
}

function report(method: string, part: string, rows: readonly Row[], weights: TopicWeights): void {
  console.log(JSON.stringify({ method, part, ...measure(rows, weights) }));
}
