import { splitSentences } from "@/lib/platform/text/split-sentences";
import type { Embedder } from "../embedder";
import { rankSentences } from "./rank-sentences";
import { dot, selectSentences, type Candidate } from "./select-sentences";
import type { SummaryLength } from "./summary-length";

/** A sentence of the source that a summary is made of. */
export type Citation = {
  text: string;
  /** UTF-16 offsets in the text that was summarised. */
  start: number;
  end: number;
};

export type Summary = { content: string; citations: Citation[]; cpuMs: number };

type SummaryParts = {
  embedder: Pick<Embedder, "embedMeasured">;
  length: SummaryLength;
  signal: AbortSignal;
  isMeasured?: boolean | undefined;
};

/** Sentences whose meaning is looked at; the encoder takes some milliseconds for each. */
const MAX_EMBEDDED = 40;
/** What a sentence gains by standing first, where texts say what they are about; it fades with the place. */
const LEAD_BONUS = 0.35;
/** Of relevance, how much the nearness to the text's mean meaning makes up; the rest is TextRank. */
const MEANING_SHARE = 0.35;

/**
 * The sentences of a text that say most, in its own words and order: ranked by TextRank, by nearness to the mean of all
 * meanings and by place, chosen by maximal marginal relevance. Nothing is added, so nothing can be made up. A text of one or two
 * sentences is its own summary.
 */
export async function summarize(
  text: string,
  { embedder, length, signal, isMeasured }: SummaryParts,
): Promise<Summary> {
  const startedMs = performance.now();
  const sentences = splitSentences(text).map((sentence) => ({ ...sentence, words: countWords(sentence.text) }));
  // Headings and other scraps say little alone.
  const whole = sentences.filter(({ words }) => words >= 4);
  const usable = whole.length >= 2 ? whole : sentences;
  const ranked = rankSentences(usable.map((sentence) => sentence.text))
    .sort((one, other) => other.importance - one.importance)
    .slice(0, MAX_EMBEDDED);
  const ownMs = performance.now() - startedMs;
  const embedded = await embedder.embedMeasured(
    ranked.map(({ index }) => usable[index]!.text),
    signal,
    isMeasured,
  );
  signal.throwIfAborted();
  const choosingMs = performance.now();
  const candidates = toCandidates(
    ranked.map(({ index, importance }, at) => ({
      index,
      importance,
      words: usable[index]!.words,
      vector: embedded[at]!.vector,
    })),
    usable.length,
  );
  const chosen = selectSentences(candidates, length).map((index) => usable[index]!);
  const embeddingMs = embedded.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  return {
    content: chosen.map((sentence) => sentence.text.replace(/\s+/g, " ")).join(" "),
    citations: chosen.map(({ text: own, start, end }) => ({ text: own, start, end })),
    cpuMs: ownMs + embeddingMs + performance.now() - choosingMs,
  };
}

type Ranked = { index: number; importance: number; words: number; vector: Float32Array };

function toCandidates(ranked: readonly Ranked[], sentenceCount: number): Candidate[] {
  const mean = new Float32Array(ranked[0]?.vector.length ?? 0);
  for (const { vector } of ranked) for (let at = 0; at < mean.length; at++) mean[at]! += vector[at]!;
  const nearness = shareOfBest(ranked.map(({ vector }) => Math.max(0, dot(vector, mean))));
  const importance = shareOfBest(ranked.map((one) => one.importance));
  const relevance = ranked.map(
    ({ index }, at) =>
      MEANING_SHARE * nearness[at]! +
      (1 - MEANING_SHARE) * importance[at]! +
      LEAD_BONUS * (1 - index / Math.max(1, sentenceCount)) ** 2,
  );
  const scaled = shareOfBest(relevance);
  return ranked.map(({ index, words, vector }, at) => ({ index, words, vector, relevance: scaled[at]! }));
}

function shareOfBest(values: readonly number[]): number[] {
  const best = Math.max(...values, Number.MIN_VALUE);
  return values.map((value) => value / best);
}

/** Words by blanks; signs of scripts without blanks count two for one. */
export function countWords(text: string): number {
  const signs = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0;
  return (text.match(/\S+/g)?.length ?? 0) + Math.floor(signs / 2);
}
