import { clarity } from "../dimensions/clarity";
import { relevance } from "../dimensions/relevance";
import { weighted, type Judgement } from "../dimensions/weighted";
import { ramp } from "../scale";
import type { Evidence, Scorer } from "../scorer";
import { RUDE } from "../text/email-words";
import { ACKNOWLEDGEMENT, HELP, REGRET, UPSET } from "../text/reply-words";
import { countVague } from "../text/vague-words";

/** The next message to a customer: to the point, of help, and kind, above all to somebody upset. */
export const conversationResponse: Scorer = {
  version: 1,
  warnings: ({ input }) => (input ? [] : ["Without the customer's message in `input`, only help and tone were judged"]),
  dimensions: (evidence) =>
    weighted({
      relevance: [0.25, relevance(evidence)],
      help: [0.35, help(evidence)],
      empathy: [0.15, empathy(evidence)],
      tone: [0.15, tone(evidence)],
      clarity: [0.1, clarity(evidence)],
    }),
};

/** Kinds of help that together make a full answer. */
const FULL_HELP = 4;

function help({ output }: Evidence): Judgement {
  const kinds = HELP.filter(({ pattern }) => pattern.test(output.raw)).map(({ kind }) => kind);
  const room = ramp(output.words.length, 6, 45) / 100;
  return {
    score: Math.min(100, (100 * kinds.length) / FULL_HELP) * (0.35 + 0.65 * room),
    reason: kinds.length === 0 ? "Offers nothing to go on with" : `Offers ${kinds.join(", ")}`,
  };
}

function empathy({ output, input }: Evidence): Judgement {
  if (input && UPSET.test(input.raw)) {
    if (REGRET.test(output.raw)) return { score: 100, reason: "Takes the complaint seriously" };
    return ACKNOWLEDGEMENT.test(output.raw)
      ? { score: 50, reason: "Polite, but passes over the complaint" }
      : { score: 0, reason: "Passes over the complaint" };
  }
  return ACKNOWLEDGEMENT.test(output.raw)
    ? { score: 100, reason: "Takes notice of the other person" }
    : { score: 65, reason: "Matter-of-fact" };
}

function tone({ output: { raw, words } }: Evidence): Judgement {
  const rude = RUDE.exec(raw)?.[0];
  if (rude) return { score: 5, reason: `"${rude}" is rude` };
  const empty = countVague(raw) / Math.max(25, words.length);
  return { score: 100 - ramp(empty, 0.04, 0.2) / 2, reason: empty > 0.08 ? "Many empty words" : "Friendly and plain" };
}
