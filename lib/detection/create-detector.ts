import type { Logger } from "pino";
import type { Database } from "@/lib/platform/db";
import { every } from "@/lib/platform/every";
import { withinMs } from "@/lib/platform/within-ms";
import { CATEGORIES } from "@/lib/registry/words";
import type { Category } from "@/lib/registry/schemas";
import { loadBuiltIn, LABELS } from "./models/load-built-in";
import { opinionOfBoth, opinionOfWords, SURE, unpackModels, type TextModels } from "./models/text-models";
import { partRead } from "./part-read";
import type { Detection } from "./schemas";
import { selectActiveModels } from "./corrections/model-store";
import { EMOTIONS, type Emotion } from "./words";

declare module "@/lib/platform/runtime" {
  interface Runtime {
    detector: Detector;
  }
}

/** What a message is about and how its writer feels, from what is in memory. */
export type Detector = {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** By the words alone, at once. */
  lexical(organizationId: string, text: string): Detection;
  /** By the words, and by the sentence's meaning where they leave it open and the encoder answers in time. */
  detect(organizationId: string, text: string, signal?: AbortSignal): Promise<Detection>;
  /** The sentence's meaning; null when the encoder does not answer in time. */
  embed(text: string, signal?: AbortSignal): Promise<Float32Array | null>;
  /** Reads again which models are in force. */
  refresh(): Promise<void>;
};

export type DetectorOptions = {
  embedder: { embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> };
  log: Pick<Logger, "warn">;
  /** Longest that a message waits for its meaning, milliseconds. (Default: 100.) */
  patienceMs?: number;
  /** (Default: 10,000.) */
  pollMs?: number;
};

/** Texts that wait for the encoder at a time; beyond them the words decide, so that a rush does not slow everybody. */
const MOST_WAITING = 8;

export function createDetector(
  db: Database,
  { embedder, log, patienceMs = 100, pollMs = 10_000 }: DetectorOptions,
): Detector {
  let builtIn: TextModels | null = null;
  let own = new Map<string, { id: string; models: TextModels }>();
  let endPolling: (() => Promise<void>) | null = null;
  let waiting = 0;

  function modelsOf(organizationId: string): TextModels {
    const models = own.get(organizationId)?.models ?? builtIn;
    if (!models) throw new Error("The detector is not started");
    return models;
  }

  async function refresh(): Promise<void> {
    builtIn ??= await loadBuiltIn();
    const next: typeof own = new Map();
    for (const { organizationId, id, read } of await selectActiveModels(db)) {
      const known = own.get(organizationId);
      if (known?.id === id) next.set(organizationId, known);
      else {
        try {
          next.set(organizationId, { id, models: unpackModels(await read(), LABELS) });
        } catch (error) {
          log.warn({ err: error, organizationId }, "retrained detection cannot be read; the built-in one serves");
        }
      }
    }
    own = next;
  }

  async function embed(text: string, signal?: AbortSignal): Promise<Float32Array | null> {
    if (text.trim() === "" || waiting >= MOST_WAITING) return null;
    waiting += 1;
    const work = embedder.embed([partRead(text)], signal).finally(() => (waiting -= 1));
    try {
      return (await withinMs(patienceMs, work))?.value[0] ?? null;
    } catch (error) {
      if (signal?.aborted) throw error;
      return null;
    }
  }

  const lexical = (organizationId: string, text: string): Detection => {
    const { category, emotion } = modelsOf(organizationId);
    const read = partRead(text);
    return toDetection("lexical", opinionOfWords(category, read), opinionOfWords(emotion, read));
  };

  return {
    async start() {
      await refresh();
      endPolling = every(pollMs, refresh, (error) =>
        log.warn({ err: error }, "detection stays as it is: the database does not answer"),
      );
    },
    async stop() {
      await endPolling?.();
    },
    lexical,
    async detect(organizationId, text, signal) {
      const byWords = lexical(organizationId, text);
      if (Math.min(byWords.category.confidence, byWords.emotion.confidence) >= SURE) return byWords;
      const embedding = await embed(text, signal);
      if (!embedding) return byWords;
      const { category, emotion } = modelsOf(organizationId);
      const read = partRead(text);
      return toDetection("encoder", opinionOfBoth(category, read, embedding), opinionOfBoth(emotion, read, embedding));
    },
    embed,
    refresh,
  };
}

type Said = { label: string; confidence: number };

function toDetection(stage: Detection["stage"], category: Said, emotion: Said): Detection {
  return {
    category: { label: asCategory(category.label), confidence: category.confidence },
    emotion: { label: asEmotion(emotion.label), confidence: emotion.confidence },
    stage,
  };
}

const asCategory = (label: string): Category => CATEGORIES.find((known) => known === label) ?? "general";
const asEmotion = (label: string): Emotion => EMOTIONS.find((known) => known === label) ?? "neutral";
