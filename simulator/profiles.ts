import { normal, uniform } from "./seeded-random";

export type Profile = {
  id: string;
  description: string;
  /** Median time to the first token, milliseconds; log-normal around it. 0 = answers at once. */
  firstTokenMs: number;
  /** Between two tokens of a stream, milliseconds. */
  tokenMs: number;
  /** Standard deviation of the latency's logarithm. */
  spread: number;
  /** Words of an answer. */
  words: number;
  /** Share of calls that fail by themselves, 0–1. */
  errorRate: number;
  /** Share of prompt tokens reported as read from a cache, 0–1. */
  cachedShare: number;
  /** Hidden tokens per visible output token. */
  reasoningShare: number;
  /**
   * Answers as the example that is most like the question: those of the prompt, and these, which it was tuned on.
   * undefined = its answers have nothing to do with the question.
   */
  taught?: readonly { input: string; output: string }[];
  /** What such a model might cost, US dollars per million tokens. Nothing is charged. */
  price: { input: number; output: number };
};

const BASE = { spread: 0.35, errorRate: 0, cachedShare: 0, reasoningShare: 0 };

/** The models that the simulator pretends to be. */
export const PROFILES: readonly Profile[] = [
  {
    ...BASE,
    id: "sim-fast",
    description: "Quick, short answers",
    firstTokenMs: 80,
    tokenMs: 4,
    words: 24,
    price: { input: 0.1, output: 0.4 },
  },
  {
    ...BASE,
    id: "sim-smart",
    description: "Slow and long; reports cached and reasoning tokens",
    firstTokenMs: 700,
    tokenMs: 18,
    words: 90,
    cachedShare: 0.5,
    reasoningShare: 1,
    price: { input: 3, output: 15 },
  },
  {
    ...BASE,
    id: "sim-cheap",
    description: "Cheap and middling",
    firstTokenMs: 250,
    tokenMs: 10,
    words: 36,
    price: { input: 0.02, output: 0.05 },
  },
  {
    ...BASE,
    id: "sim-flaky",
    description: "Fails every fourth call on average (429, 500, 503) and has a long tail",
    firstTokenMs: 200,
    tokenMs: 8,
    spread: 0.9,
    words: 30,
    errorRate: 0.25,
    price: { input: 0.05, output: 0.2 },
  },
  {
    ...BASE,
    id: "sim-instant",
    description: "No latency at all: the upstream of benchmarks",
    firstTokenMs: 0,
    tokenMs: 0,
    spread: 0,
    words: 24,
    price: { input: 0.1, output: 0.4 },
  },
];

/** For trained versions of chat models: it is no model that a router should choose, so no list names it. */
const LABEL_PROFILE: Profile = {
  ...BASE,
  id: "sim-label",
  description: "Answers as the example in its prompt that has most words in common with the question; can be tuned",
  firstTokenMs: 0,
  tokenMs: 0,
  spread: 0,
  words: 24,
  taught: [],
  price: { input: 0.1, output: 0.4 },
};

export function findProfile(id: string): Profile | undefined {
  return [...PROFILES, LABEL_PROFILE].find((profile) => profile.id === id);
}

/** Milliseconds to the first token of the call with this seed. */
export function drawFirstTokenMs({ firstTokenMs, spread }: Profile, seed: number): number {
  if (firstTokenMs === 0) return 0;
  return firstTokenMs * Math.exp(spread * normal(uniform(seed), uniform(seed ^ 0x9e3779b9)));
}
