import { briefFacts } from "../dimensions/brief-facts";
import { clarity } from "../dimensions/clarity";
import { weighted, type Judgement } from "../dimensions/weighted";
import { ramp } from "../scale";
import { groundOf, type Evidence, type Scorer } from "../scorer";
import { shareFound } from "../text/overlap";
import { splitWords } from "../text/split-text";
import { stem } from "../text/stem";
import { ACTION, AREAS, PRIORITY } from "../text/website-words";

/** A review of a website: what it looks at, whether it speaks of this site, and what it says to do. */
export const websiteAnalysis: Scorer = {
  version: 1,
  warnings: (evidence) =>
    groundOf(evidence).length > 0 ? [] : ["Without the site in `input` or `context`, only form and advice were judged"],
  dimensions: (evidence) =>
    weighted({
      areas: [0.22, areas(evidence)],
      evidence: [0.33, evidenceOf(evidence)],
      advice: [0.25, advice(evidence)],
      order: [0.1, order(evidence)],
      clarity: [0.1, clarity(evidence)],
    }),
};

/** Areas that one sentence may count for, so that a list of words covers none. */
const AREAS_A_SENTENCE = 2;
/** Areas that make a full review. */
const FULL_REVIEW = 5;
const MIN_SENTENCE_WORDS = 5;

function areas({ output }: Evidence): Judgement {
  const seen = new Set<string>();
  for (const sentence of wholeSentences(output.sentences)) {
    const named = AREAS.filter(({ pattern }) => pattern.test(sentence)).map(({ area }) => area);
    named.slice(0, AREAS_A_SENTENCE).forEach((area) => seen.add(area));
  }
  return {
    score: ramp(seen.size, 0, FULL_REVIEW),
    reason: seen.size === 0 ? "No area of a site" : `Looks at ${[...seen].join(", ")}`,
  };
}

/** Facts of this site that the review rests on. */
function evidenceOf(evidence: Evidence): Judgement {
  const { output, input, context } = evidence;
  if (input && !context) return briefFacts(evidence);
  if (!context) return null;
  const facts = [...new Set([...context.numbers, ...context.names.map(stem)])];
  const known = new Set([...output.numbers, ...output.words.map(stem)]);
  const share = shareFound(facts, known);
  return share === null
    ? null
    : { score: ramp(share, 0, 0.5), reason: `Uses ${Math.round(100 * share)} % of the site's facts` };
}

const FACT = /\d|["“„«`][^"”“»`]{2,200}["”“»`]|\bh1\b|\balt\b/iu;

/** Sentences that say what to do, and those of them that say exactly what. */
function advice({ output, input, context }: Evidence): Judgement {
  const ground = new Set([input, context].flatMap((text) => [...(text?.vocabulary ?? [])]));
  const actions = wholeSentences(output.sentences).filter((sentence) => ACTION.test(sentence));
  const exact = actions.filter((sentence) => FACT.test(sentence) || sharesWords(sentence, ground)).length;
  return {
    score: 0.4 * ramp(actions.length, 0, 4) + 0.6 * ramp(exact, 0, 3),
    reason: `${actions.length} pieces of advice, ${exact} of them exact`,
  };
}

const sharesWords = (sentence: string, ground: ReadonlySet<string>): boolean =>
  splitWords(sentence).filter((word) => word.length >= 5 && ground.has(stem(word))).length >= 2;

function order({ output }: Evidence): Judgement {
  return PRIORITY.test(output.raw)
    ? { score: 100, reason: "Says what comes first" }
    : { score: 25, reason: "Everything seems equally important" };
}

const wholeSentences = (sentences: readonly string[]): string[] =>
  sentences.filter((sentence) => splitWords(sentence).length >= MIN_SENTENCE_WORDS);
