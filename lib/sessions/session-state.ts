import type { Emotion } from "@/lib/detection/words";
import type { TopicMemory } from "./topic-change";

/** One topic of a conversation. */
export type SessionTopic = {
  category: string;
  /** Up to five words of it, as they were cut. */
  words: string[];
  startedAt: string;
  turns: number;
  /** Models that served it, in order. */
  models: string[];
};

/** What is kept of a conversation: no text of it but single words. */
export type SessionState = {
  ref: string;
  task: string;
  /** null until one has answered. */
  model: string | null;
  emotion: Emotion;
  turns: number;
  /** Times that another model took over within a topic. */
  switches: number;
  /** Tokens of the last prompt and its answer: what a provider's prompt cache may hold. */
  contextTokens: number;
  /** Oldest first; the last one is the current one. */
  topics: SessionTopic[];
  memory: TopicMemory;
  createdAt: string;
  updatedAt: string;
};

/** One turn, as it was planned. */
export type Turn = {
  ref: string;
  task: string;
  emotion: Emotion;
  category: string;
  words: readonly string[];
  embedding: Float32Array | null;
  isTopicChange: boolean;
};

/** How it ended. */
export type TurnEnd = { model: string | null; tokens: number; at: string };

const MOST_TOPICS = 20;
const MOST_WORDS = 80;
const MOST_MODELS = 10;
const SHOWN_WORDS = 5;
/** What the newest message weighs in a topic's embedding. */
const NEWEST = 0.4;

/** The conversation after one more turn. */
export function afterTurn(before: SessionState | null, turn: Turn, { model, tokens, at }: TurnEnd): SessionState {
  const isNew = before === null || turn.isTopicChange;
  const memory = isNew ? null : before.memory;
  const category = memory?.category ?? turn.category;
  const words = [...(memory?.words ?? []), ...turn.words].slice(-MOST_WORDS);
  const last = isNew ? null : before.topics.at(-1)!;
  const models = last?.models ?? [];
  const topic: SessionTopic = {
    category,
    words: (last?.words.length ?? 0) >= SHOWN_WORDS ? last!.words : [...new Set(words)].slice(0, SHOWN_WORDS),
    startedAt: last?.startedAt ?? at,
    turns: (last?.turns ?? 0) + 1,
    models: model === null || models.at(-1) === model ? models : [...models, model].slice(-MOST_MODELS),
  };
  const earlier = before ? (isNew ? before.topics : before.topics.slice(0, -1)) : [];
  return {
    ref: turn.ref,
    task: turn.task,
    model: model ?? before?.model ?? null,
    emotion: turn.emotion,
    turns: (before?.turns ?? 0) + 1,
    switches:
      (before?.switches ?? 0) + (last && model !== null && models.length > 0 && models.at(-1) !== model ? 1 : 0),
    contextTokens: tokens,
    topics: [...earlier, topic].slice(-MOST_TOPICS),
    memory: { category, words, embedding: blended(memory?.embedding ?? null, turn.embedding) },
    createdAt: before?.createdAt ?? at,
    updatedAt: at,
  };
}

function blended(old: TopicMemory["embedding"], newest: Float32Array | null): TopicMemory["embedding"] {
  if (!newest) return old;
  if (!old) return newest;
  return newest.map((value, at) => NEWEST * value + (1 - NEWEST) * (old[at] ?? 0));
}
