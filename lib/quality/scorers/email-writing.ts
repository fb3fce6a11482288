import { briefFacts } from "../dimensions/brief-facts";
import { clarity } from "../dimensions/clarity";
import { specificity } from "../dimensions/specificity";
import { weighted, type Judgement } from "../dimensions/weighted";
import { plateau } from "../scale";
import type { Scorer } from "../scorer";
import { CLOSING, GREETING, REQUEST, RUDE, SUBJECT } from "../text/email-words";
import type { Text } from "../text/read-text";
import { countVague } from "../text/vague-words";

/** A letter: its form, what the brief wanted in it, tone and length. */
export const emailWriting: Scorer = {
  version: 1,
  warnings: ({ input }) => (input ? [] : ["Without `input`, whether the e-mail says what it should was not judged"]),
  dimensions: (evidence) =>
    weighted({
      brief: [0.34, briefFacts(evidence)],
      form: [0.2, form(evidence.output)],
      tone: [0.14, tone(evidence.output)],
      length: [0.12, length(evidence.output)],
      specificity: [0.08, specificity(evidence)],
      clarity: [0.12, clarity(evidence)],
    }),
};

const PARTS = [
  ["greeting", 30],
  ["body", 25],
  ["closing", 25],
  ["request", 12],
  ["subject", 8],
] as const;

/** Greeting, body, what the reader is to do, closing and subject. */
function form({ lines, raw, sentences }: Text): Judgement {
  const opening = lines.slice(0, 4);
  const ending = lines.slice(-5);
  const has = {
    greeting: opening.some((line) => GREETING.test(line) && line.length < 160),
    closing: lines.length > 2 && ending.some((line) => CLOSING.test(line)),
    body: sentences.length >= 4 && lines.length >= 3,
    request: REQUEST.test(raw),
    subject: opening.some((line) => SUBJECT.test(line)),
  };
  const missing = PARTS.filter(([part]) => !has[part]).map(([part]) => part);
  return {
    score: PARTS.reduce((sum, [part, points]) => sum + (has[part] ? points : 0), 0),
    reason: missing.length === 0 ? "Complete" : `Missing: ${missing.join(", ")}`,
  };
}

/** Polite, without pressure and without empty words. */
function tone({ raw, words }: Text): Judgement {
  const rude = RUDE.exec(raw)?.[0];
  const exclamations = (raw.match(/!/gu)?.length ?? 0) / Math.max(1, words.length / 60);
  const empty = countVague(raw) / Math.max(25, words.length);
  const score =
    100 -
    (rude ? 70 : 0) -
    Math.min(40, 12 * Math.max(0, exclamations - 1.5)) -
    Math.min(40, 400 * Math.max(0, empty - 0.03));
  const faults = [
    rude && `"${rude}" is rude`,
    exclamations > 2 && "many exclamation marks",
    empty > 0.05 && "empty words",
  ];
  return { score, reason: faults.filter(Boolean).join(", ") || "Polite and plain" };
}

function length({ words }: Text): Judgement {
  const score = plateau(words.length, { zeroBelow: 12, low: 55, high: 260, zeroAbove: 700 });
  return { score, reason: `${words.length} words; e-mails that are read have 55 to 260` };
}
