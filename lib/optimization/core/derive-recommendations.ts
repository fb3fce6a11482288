import type { ComparedModel, Substitution } from "@/lib/executions/schemas";
import type { RecommendationContent } from "../recommendation-schemas";

export type ProposedChange = RecommendationContent & { task: string; fingerprint: string };

export type RecommendationFacts = {
  /** Supported by what was measured of both models, of the last 30 days. */
  substitutions: readonly Substitution[];
  tasks: readonly {
    task: string;
    /** Models that served it in the last 30 days, with their measured quality. */
    models: readonly ComparedModel[];
    /** Classifiers that could serve it now; empty for other tasks. */
    classifiers: readonly string[];
    hasCascade: boolean;
    /** What a cache would have answered of what was asked lately; null where none fits or one is in use. */
    repeats: { asked: number; hits: number; hitUsd: number; days: number } | null;
  }[];
};

/** Less is not worth anybody's time, US dollars a month. */
const LEAST_SAVING_USD = 1;
/** Fewer scored answers say too little. */
const MIN_SCORES = 30;

/** What is worth proposing, best first, from what was measured alone. */
export function deriveRecommendations({ substitutions, tasks }: RecommendationFacts): ProposedChange[] {
  return [
    ...substitutions.flatMap(switchModel),
    ...tasks.flatMap(({ task, models }) => betterModel(task, models)),
    ...tasks.flatMap(({ task, classifiers, hasCascade, models }) => addCascade(task, classifiers, hasCascade, models)),
    ...tasks.flatMap(({ task, repeats }) => enableCache(task, repeats)),
    ...tasks.flatMap(({ task, models }) => removeModel(task, models)),
  ];
}

function switchModel(one: Substitution): ProposedChange[] {
  if (one.verdict !== "supported" || one.savingUsd === null || one.savingUsd < LEAST_SAVING_USD) return [];
  return [
    {
      task: one.task,
      fingerprint: `switch_model:${one.task}:${one.model}:${one.alternative}`,
      kind: "switch_model",
      title: `Serve ${one.task} with ${one.alternative} instead of ${one.model}`,
      explanation: one.explanation,
      type: "cost_reduction",
      effect: { what: "usd_a_month", mean: one.savingUsd, low: null, high: null },
      confidence: "measured",
    },
  ];
}

/** Only when the intervals of the two means lie apart. */
function betterModel(task: string, models: readonly ComparedModel[]): ProposedChange[] {
  const [busiest] = models;
  const scored = models.filter(({ qualityCount, qualityLow }) => qualityCount >= MIN_SCORES && qualityLow !== null);
  if (!busiest || !scored.includes(busiest)) return [];
  const best = scored.toSorted((a, b) => b.qualityLow! - a.qualityLow!)[0]!;
  if (best === busiest || best.qualityLow! <= busiest.qualityHigh!) return [];
  return [
    {
      task,
      fingerprint: `better_model:${task}:${busiest.model}:${best.model}`,
      kind: "better_model",
      title: `${best.model} answers ${task} better than ${busiest.model}`,
      explanation: `${best.model} reached ${best.quality!.toFixed(1)} (${best.qualityLow!.toFixed(1)} to ${best.qualityHigh!.toFixed(1)}) on ${best.qualityCount} scored answers, ${busiest.model} ${busiest.quality!.toFixed(1)} (${busiest.qualityLow!.toFixed(1)} to ${busiest.qualityHigh!.toFixed(1)}) on ${busiest.qualityCount}.`,
      type: "quality_improvement",
      effect: {
        what: "quality_points",
        mean: best.quality! - busiest.quality!,
        low: best.qualityLow! - busiest.qualityHigh!,
        high: best.qualityHigh! - busiest.qualityLow!,
      },
      confidence: "measured",
    },
  ];
}

/** A task that pays for its dearest classifier at every request, while a cheaper one is trained. */
function addCascade(
  task: string,
  classifiers: readonly string[],
  hasCascade: boolean,
  models: readonly ComparedModel[],
): ProposedChange[] {
  if (hasCascade || classifiers.length < 2) return [];
  const served = models.filter(({ model, costUsdPerCall }) => classifiers.includes(model) && costUsdPerCall !== null);
  const [busiest] = served;
  const cheaper = served.filter(({ costUsdPerCall }) => costUsdPerCall! < 0.5 * (busiest?.costUsdPerCall ?? 0));
  const cheapest = cheaper.toSorted((a, b) => a.costUsdPerCall! - b.costUsdPerCall!)[0];
  if (!busiest || !cheapest) return [];
  return [
    {
      task,
      fingerprint: `add_cascade:${task}:${busiest.model}`,
      kind: "add_cascade",
      title: `Let a cheaper classifier answer what it is sure of in ${task}`,
      explanation: `${busiest.model} serves most requests; ${cheapest.model} costs ${Math.round(100 * (1 - cheapest.costUsdPerCall! / busiest.costUsdPerCall!))} % less a request and tells how sure it is.`,
      type: "cost_reduction",
      effect: null,
      confidence: "structural",
    },
  ];
}

/** Fewer equal requests, or a smaller share of them, are not worth keeping answers for. */
const MIN_HITS = 30;
const MIN_HIT_SHARE = 0.05;

/** A task that pays again for what it was asked before. */
function enableCache(task: string, repeats: RecommendationFacts["tasks"][number]["repeats"]): ProposedChange[] {
  if (!repeats || repeats.hits < MIN_HITS || repeats.hits < MIN_HIT_SHARE * repeats.asked) return [];
  const { asked, hits, hitUsd, days } = repeats;
  const monthly = (hitUsd / Math.max(1, days)) * 30;
  return [
    {
      task,
      fingerprint: `enable_cache:${task}`,
      kind: "enable_cache",
      title: `Keep answers of ${task}: the same is asked again`,
      explanation: `Of ${asked} recorded requests ${hits} were equal to an earlier one that was still fresh; they cost $${hitUsd.toPrecision(3)} in ${days.toFixed(1)} days.`,
      type: "cost_reduction",
      effect: monthly >= LEAST_SAVING_USD ? { what: "usd_a_month", mean: monthly, low: null, high: null } : null,
      confidence: "measured",
    },
  ];
}

/** A model that is surely worse than another and dearer as well: nothing speaks for asking it. */
function removeModel(task: string, models: readonly ComparedModel[]): ProposedChange[] {
  const [, ...others] = models;
  return others.flatMap((model) => {
    const [better] = models
      .filter((other) => other !== model && isDominated(model, other))
      .toSorted((a, b) => b.qualityLow! - a.qualityLow!);
    if (!better) return [];
    const savedUsd = (model.costUsdPerCall! - better.costUsdPerCall!) * model.count;
    return [
      {
        task,
        fingerprint: `remove_model:${task}:${model.model}`,
        kind: "remove_model" as const,
        title: `Ask ${model.model} no more for ${task}`,
        explanation: `${better.model} is better (${better.quality!.toFixed(1)} against ${model.quality!.toFixed(1)}, intervals apart) and costs ${Math.round(100 * (1 - better.costUsdPerCall! / model.costUsdPerCall!))} % less a request. ${model.model} served ${model.count} requests in 30 days.`,
        type: "cost_reduction" as const,
        effect:
          savedUsd >= LEAST_SAVING_USD ? { what: "usd_a_month" as const, mean: savedUsd, low: null, high: null } : null,
        confidence: "measured" as const,
      },
    ];
  });
}

const isDominated = (model: ComparedModel, other: ComparedModel): boolean =>
  Math.min(model.qualityCount, other.qualityCount) >= MIN_SCORES &&
  model.qualityHigh !== null &&
  other.qualityLow !== null &&
  model.qualityHigh < other.qualityLow &&
  model.costUsdPerCall !== null &&
  other.costUsdPerCall !== null &&
  model.costUsdPerCall > other.costUsdPerCall;
