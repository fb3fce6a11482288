import { weighted, type Judgement } from "../dimensions/weighted";
import { relevance } from "../dimensions/relevance";
import { clampScore, listed, ramp } from "../scale";
import { groundOf, type Evidence, type Scorer } from "../scorer";
import { BUYING, CONTRAST, NEXT_STEP, NOT_BUYING } from "../text/lead-signals";
import { readVerdict } from "../text/read-verdict";

/** How likely a contact is to buy, with reasons. `reference` may hold the true score, 0–100. */
export const leadScoring: Scorer = {
  version: 1,
  givesVerdict: true,
  warnings: ({ input, reference }) => [
    ...(input ? [] : ["Without the lead in `input`, whether the reasons fit it was not judged"]),
    ...(typeof reference === "number"
      ? []
      : ["Without `reference`, the verdict was compared with the lead's signals only"]),
  ],
  dimensions: (evidence) =>
    weighted({
      verdict: [0.15, verdict(evidence)],
      agreement: [0.25, agreement(evidence)],
      evidence: [0.22, relevance(evidence)],
      reasoning: [0.15, reasoning(evidence)],
      faithfulness: [0.13, faithfulness(evidence)],
      next_step: [0.1, nextStep(evidence)],
    }),
};

function verdict({ output }: Evidence): Judgement {
  const said = readVerdict(output.raw);
  return said === null
    ? { score: 0, reason: "No score or grade" }
    : { score: 100, reason: `States ${Math.round(said)} of 100` };
}

/** Against the true score, else against what the lead's signals speak for. */
function agreement({ output, input, reference }: Evidence): Judgement {
  const said = readVerdict(output.raw);
  const signals = typeof reference === "number" ? null : signalsOf(input?.raw ?? "");
  const expected = typeof reference === "number" ? reference : signals;
  if (expected === null) return null;
  if (said === null) return { score: 0, reason: "No verdict to compare" };
  const tolerance = signals === null ? 5 : 20;
  return {
    score: ramp(Math.abs(said - expected), tolerance + 40, tolerance),
    reason: `${Math.round(said)}, where ${signals === null ? "the reference says" : "the signals speak for about"} ${Math.round(expected)}`,
  };
}

/** 50 with as many signals for as against; null when the lead shows none. */
function signalsOf(lead: string): number | null {
  const [good, bad] = [BUYING, NOT_BUYING].map((pattern) => new Set(lead.toLowerCase().match(pattern) ?? []).size);
  return good! + bad! === 0 ? null : Math.min(92, Math.max(8, 50 + 16 * good! - 24 * bad!));
}

function reasoning({ output }: Evidence): Judgement {
  const reasons = output.sentences.filter((sentence) => sentence.split(/\s+/u).length >= 5).length;
  const isBalanced = CONTRAST.test(output.raw);
  return {
    score: ramp(reasons, 0, 4) * 0.7 + (isBalanced ? 30 : 0),
    reason: `${reasons} reasons in sentences${isBalanced ? ", both sides weighed" : ", one side only"}`,
  };
}

/** Numbers and names that the lead does not hold, beside the verdict itself. */
function faithfulness(evidence: Evidence): Judgement {
  const ground = groundOf(evidence);
  if (ground.length === 0) return null;
  const known = new Set(ground.flatMap((text) => text.numbers));
  const said = readVerdict(evidence.output.raw);
  const allowed = new Set([String(said), String((said ?? 0) / 10), "100", "10"]);
  const invented = [...new Set(evidence.output.numbers)].filter(
    (number) => !known.has(number) && !allowed.has(number) && Number(number) > 5,
  );
  return {
    score: clampScore(100 - 30 * invented.length),
    reason: invented.length === 0 ? "No number is made up" : `Not in the lead: ${listed(invented)}`,
  };
}

function nextStep({ output }: Evidence): Judgement {
  return NEXT_STEP.test(output.raw)
    ? { score: 100, reason: "Says what to do next" }
    : { score: 0, reason: "No next step" };
}
