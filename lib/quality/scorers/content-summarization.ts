import { clarity } from "../dimensions/clarity";
import { weighted, type Judgement } from "../dimensions/weighted";
import type { Deduction } from "../schemas";
import { listed, percent, plateau, ramp } from "../scale";
import type { Evidence, Scorer } from "../scorer";
import { salientStems } from "../text/salient-stems";
import { copiedShare } from "../text/overlap";
import type { Text } from "../text/read-text";
import { stem } from "../text/stem";

/** A summary of `context`, or of `input` when there is no context: what it keeps, what it adds, and how short it is. */
export const contentSummarization: Scorer = {
  version: 1,
  exempt: ["copied_prompt"],
  warnings: (evidence) =>
    sourceOf(evidence) ? [] : ["Without the source in `input` or `context`, only the wording was judged"],
  deductions: notShorter,
  dimensions: (evidence) => {
    const source = sourceOf(evidence);
    const { output } = evidence;
    return weighted({
      coverage: [0.38, source && coverage(output, source)],
      faithfulness: [0.3, source && faithfulness(output, source)],
      length: [0.17, source && length(output, source)],
      clarity: [0.15, clarity(evidence)],
    });
  },
};

/** A text as long as its source has not been summarised, however much of it comes up. */
function notShorter(evidence: Evidence): Deduction[] {
  const source = sourceOf(evidence);
  if (!source) return [];
  const ratio = evidence.output.words.length / Math.max(1, source.words.length);
  const severity = ramp(ratio, 0.75, 1) / 100;
  return severity === 0
    ? []
    : [{ name: "not_shorter", factor: 1 - 0.7 * severity, reason: `${percent(ratio)} of the source's length` }];
}

/** The longer of the two: instructions are shorter than what they are about. */
function sourceOf({ input, context }: Evidence): Text | null {
  if (!input || !context) return context ?? input;
  return context.words.length >= input.words.length ? context : input;
}

/** How much of what the source dwells on comes up, and whether all its parts do. */
function coverage(output: Text, source: Text): Judgement {
  const salient = salientStems(source);
  const found = salient.filter(({ stem }) => output.vocabulary.has(stem));
  const weight = (stems: typeof salient) => stems.reduce((sum, one) => sum + one.weight, 0);
  const share = salient.length === 0 ? 0 : weight(found) / weight(salient);
  const parts = partsOf(source);
  const touched = parts.filter((part) => part.filter((one) => output.vocabulary.has(one)).length >= 2).length;
  const score = 0.65 * ramp(share, 0.12, 0.62) + 0.35 * (parts.length === 0 ? 0 : (100 * touched) / parts.length);
  return {
    score,
    reason: `Holds ${percent(share)} of the source's main content and touches ${touched} of its ${parts.length} parts`,
  };
}

const PARTS = 4;

/** The content of the source in as many stretches of sentences. */
function partsOf({ sentences, contentStems }: Text): string[][] {
  const count = Math.min(PARTS, Math.max(1, sentences.length));
  const size = Math.ceil(contentStems.length / count);
  if (size === 0) return [];
  return Array.from({ length: count }, (_, part) => [
    ...new Set(contentStems.slice(part * size, (part + 1) * size)),
  ]).filter((part) => part.length > 0);
}

/** Numbers, names and other content that the source does not hold. */
function faithfulness(output: Text, source: Text): Judgement {
  const known = new Set(source.words.map(stem));
  const knownNumbers = new Set(source.numbers);
  const numbers = [...new Set(output.numbers)].filter((number) => !knownNumbers.has(number));
  const isOtherLanguage = output.language !== null && source.language !== null && output.language !== source.language;
  const names = isOtherLanguage ? [] : output.names.filter((name) => !known.has(stem(name)));
  const foreign = isOtherLanguage
    ? 0
    : share(
        [...output.vocabulary].filter((one) => !known.has(one)),
        output.vocabulary,
      );
  const score = 100 - 30 * numbers.length - 22 * names.length - ramp(foreign, 0.3, 0.8) * 0.8;
  const added = [...numbers, ...names];
  return {
    score,
    reason:
      added.length > 0
        ? `Not in the source: ${listed(added)}`
        : `No number or name is added; ${percent(1 - foreign)} of the words come from the source`,
  };
}

const share = (part: readonly string[], whole: ReadonlySet<string>): number =>
  whole.size === 0 ? 1 : part.length / whole.size;

/** Shorter than the source, longer than a headline, and not cut out of it in one piece. */
function length(output: Text, source: Text): Judgement {
  const ratio = output.words.length / Math.max(1, source.words.length);
  const isShortSource = source.words.length < 200;
  const [low, high] = isShortSource ? [0.15, 0.62] : [0.08, 0.5];
  const inRange = plateau(ratio, { zeroBelow: 0.02, low, high, zeroAbove: 0.95 });
  const copied = copiedShare(output, source, 8);
  return {
    score: inRange - 0.5 * ramp(copied, 0.5, 1),
    reason: `${percent(ratio)} of the source's length${copied > 0.6 ? `, ${percent(copied)} of it copied` : ""}`,
  };
}
