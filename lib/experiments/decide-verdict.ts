import { mayJudge, MINIMUM_UNITS, type Comparison, type Evaluation } from "./evaluate";
import { MINIMUM_FOR_PERCENTILE } from "./compare-arms";
import type { ExperimentDesign, Verdict } from "./schemas";
import { formatMetric, isAnytime, metricKey, metricName } from "./words";

/** What an evaluation comes to; when it was decided, and what was done about it, is its keeper's to say. */
export type Decision = Omit<Verdict, "decidedAt" | "automatic">;

/** Whether it ends the question: such a verdict is kept. */
export const isFinal = ({ action }: Pick<Decision, "action">): boolean => action !== "keep_running";

/**
 * Ship, roll back, no difference, or keep running. A winner needs a significant primary metric, guardrails that are surely
 * not harmed, the meant sample ratio and enough units in every variant.
 */
export function decideVerdict(design: ExperimentDesign, evaluation: Evaluation): Decision {
  const primary = evaluation.comparisons.filter(({ metric }) => metric.role === "primary");
  const leading = bestOf(primary);
  const wait = (reason: string, next: string): Decision => decision("keep_running", leading, evaluation, reason, next);

  const minimum = design.primary.aggregation === "p95" ? MINIMUM_FOR_PERCENTILE : MINIMUM_UNITS;
  if (evaluation.smallestArm < minimum)
    return wait(
      `Not enough data: the smallest variant has ${evaluation.smallestArm} of at least ${minimum} units`,
      `${minimum - evaluation.smallestArm} more units in the smallest variant`,
    );
  if (evaluation.sampleRatio.isMismatch)
    return wait(
      "Units did not arrive in the planned shares, so assignment or recording is broken and no result counts",
      "Find what loses units of one variant, then begin a new phase",
    );
  const harmed = evaluation.comparisons.filter(({ guardrail }) => guardrail === "harmed");
  const isOut = ({ variant, direction }: Comparison) =>
    direction === "worse" || harmed.some((guardrail) => guardrail.variant === variant);

  if (harmed.length > 0 && primary.every(isOut)) return rollBack(primary, harmed, evaluation);
  if (!mayJudge(design, evaluation.smallestArm))
    return wait("The planned size is not reached, and a fixed test is looked at once", missing(design, evaluation));
  if (primary.every(isOut)) return rollBack(primary, harmed, evaluation);
  const winners = primary.filter((comparison) => comparison.direction === "better" && !isOut(comparison));
  const unclear = (variant: string) =>
    evaluation.comparisons.filter((other) => other.variant === variant && other.guardrail === "unclear");
  const winner = bestOf(winners.filter(({ variant }) => unclear(variant).length === 0));
  if (winner) return ship(winner, evaluation);
  const blocked = bestOf(winners);
  if (blocked) {
    const names = unclear(blocked.variant)
      .map(({ metric }) => metricName(metric.key))
      .join(", ");
    return wait(
      `\`${blocked.variant}\` is better, but it is not yet sure that ${names} stays within its margin`,
      `Enough units to tell that ${names} is not worse by more than the margin`,
    );
  }
  return equivalence(design, primary, evaluation) ?? wait(stillOpen(leading), missing(design, evaluation, leading));
}

function ship(winner: Comparison, evaluation: Evaluation): Decision {
  return decision(
    "ship",
    winner,
    evaluation,
    `${metricName(winner.metric.key)} is ${difference(winner)} with \`${winner.variant}\`, and no guardrail is harmed`,
    "Only a new phase: a verdict that was made stands",
  );
}

function rollBack(primary: readonly Comparison[], harmed: readonly Comparison[], evaluation: Evaluation): Decision {
  const culprit = harmed[0] ?? worstOf(primary)!;
  const which = harmed.length > 0 ? "guardrail " : "";
  return decision(
    "roll_back",
    culprit,
    evaluation,
    `The ${which}${metricName(culprit.metric.key)} is worse with \`${culprit.variant}\`: ${difference(culprit)}`,
    "Only a new phase with changed variants",
  );
}

function equivalence(
  design: ExperimentDesign,
  primary: readonly Comparison[],
  evaluation: Evaluation,
): Decision | null {
  const widest = Math.max(
    ...primary.map(({ compared }) => (compared ? Math.max(-compared.low, compared.high) : Infinity)),
  );
  if (!Number.isFinite(widest)) return null;
  const limit = design.minimumEffect;
  // A fixed test is over now: it says how large a difference can still be.
  const bound = limit !== null && widest < limit ? limit : !isAnytime(design.method) ? widest : null;
  if (bound === null) return null;
  const key = metricKey(design.primary);
  return decision(
    "no_difference",
    bestOf(primary),
    evaluation,
    `No variant differs in ${metricName(key)} by more than ${formatMetric(key, bound, { isDifference: true }).replace("+", "")}`,
    "A smaller smallest difference that matters, and more units",
  );
}

function stillOpen(leading: Comparison | null): string {
  if (!leading?.compared) return "The primary metric was not measured in every variant yet, or it does not vary";
  return `${metricName(leading.metric.key)}: the difference is ${difference(leading)}, which can still be chance`;
}

/** More units would do: how many, by how far the evidence is from what it takes. */
function missing(design: ExperimentDesign, { smallestArm }: Evaluation, leading: Comparison | null = null): string {
  const planned = design.unitsPerVariant;
  if (planned !== null && smallestArm < planned)
    return `${(planned - smallestArm).toLocaleString("en-US")} more units in the smallest variant until the planned size`;
  const compared = leading?.compared;
  if (!compared) return "Measurements of the primary metric in every variant";
  const half = (compared.high - compared.low) / 2;
  const target = Math.max(Math.abs(compared.effect), design.minimumEffect ?? 0);
  if (!(target > 0 && half > target)) return "A few more units";
  const more = Math.ceil(smallestArm * ((half / target) ** 2 - 1));
  return more > 1e9
    ? "A larger difference"
    : `About ${more.toLocaleString("en-US")} more units in each variant, if the difference stays`;
}

const difference = ({ metric, compared }: Comparison): string =>
  compared
    ? `${formatMetric(metric.key, compared.effect, { isDifference: true })} (${formatMetric(metric.key, compared.low, { isDifference: true })} to ${formatMetric(metric.key, compared.high, { isDifference: true })})`
    : "unknown";

const goodness = ({ metric, compared }: Comparison): number =>
  compared ? (metric.isLowerBetter ? -compared.effect : compared.effect) : -Infinity;

function bestOf(comparisons: readonly Comparison[]): Comparison | null {
  return comparisons.reduce<Comparison | null>(
    (best, one) => (best && goodness(best) >= goodness(one) ? best : one),
    null,
  );
}

function worstOf(comparisons: readonly Comparison[]): Comparison | null {
  return comparisons.reduce<Comparison | null>(
    (worst, one) => (worst && goodness(worst) <= goodness(one) ? worst : one),
    null,
  );
}

function decision(
  action: Decision["action"],
  about: Comparison | null,
  { units }: Evaluation,
  reason: string,
  next: string,
): Decision {
  const { effect, low, high } = about?.compared ?? { effect: null, low: null, high: null };
  return { action, variant: about?.variant ?? null, reason, next, effect, low, high, units };
}
