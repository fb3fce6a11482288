import type { ComparedModel, Substitution } from "@/lib/executions/schemas";
import type { TriggerReport } from "@/lib/training/schemas";
import type { RecommendationContent } from "../recommendation-schemas";

export type ProposedChange = RecommendationContent & { task: string; fingerprint: string };

/** What live requests say of one version of a prompt. */
export type MeasuredPrompt = {
  version: number;
  /** Answered requests. */
  count: number;
  scoredCount: number;
  /** Mean of the scored ones, 0–100, and its standard deviation; null while too few are scored. */
  quality: number | null;
  qualitySd: number | null;
  /** Mean of a request; null when unknown. */
  inputTokens: number | null;
  costUsd: number | null;
};

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
    /** Versions of the prompt in use that were measured in the last 30 days; null where the task uses none of the library. */
    prompt: { slug: string; inUse: number; versions: readonly MeasuredPrompt[] } | null;
  }[];
  /** Tasks in which a trigger fires and nobody has started a run. */
  retrainings: readonly Pick<TriggerReport, "task" | "triggers" | "since">[];
};

/** Less is not worth anybody's time, US dollars a month. */
const LEAST_SAVING_USD = 1;
/** Fewer scored answers say too little. */
const MIN_SCORES = 30;

/** What is worth proposing, best first, from what was measured alone. */
export function deriveRecommendations({ substitutions, tasks, retrainings }: RecommendationFacts): ProposedChange[] {
  return [
    ...substitutions.flatMap(switchModel),
    ...tasks.flatMap(({ task, models }) => betterModel(task, models)),
    ...tasks.flatMap(({ task, classifiers, hasCascade, models }) => addCascade(task, classifiers, hasCascade, models)),
    ...tasks.flatMap(({ task, repeats }) => enableCache(task, repeats)),
    ...tasks.flatMap(({ task, models }) => removeModel(task, models)),
    ...tasks.flatMap(({ task, prompt }) => shortenPrompt(task, prompt)),
    ...retrainings.flatMap(retrain),
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

/** Fewer tokens are not worth another wording. */
const LEAST_SHORTER = 0.1;
/** Quality that the shorter version may surely not lose, points of 100: the margin of the search that verifies it. */
const PROMPT_MARGIN = 2;

/** Another version of the prompt that is shorter as measured, while its answers are not worse by more than the margin. */
function shortenPrompt(task: string, prompt: RecommendationFacts["tasks"][number]["prompt"]): ProposedChange[] {
  const now = prompt?.versions.find(({ version }) => version === prompt.inUse);
  if (!prompt || !now || now.inputTokens === null) return [];
  const shorter = prompt.versions.flatMap((other) => {
    const quality = qualityChange(now, other);
    const isShorter = other.inputTokens !== null && other.inputTokens <= (1 - LEAST_SHORTER) * now.inputTokens!;
    return isShorter && quality && quality.low >= -PROMPT_MARGIN ? [{ other, quality }] : [];
  });
  const [best] = shorter.toSorted((a, b) => a.other.inputTokens! - b.other.inputTokens!);
  if (!best) return [];
  const { other, quality } = best;
  const savedUsd = now.costUsd === null || other.costUsd === null ? null : (now.costUsd - other.costUsd) * now.count;
  const tokens = (count: number | null) => Math.round(count ?? 0);
  return [
    {
      task,
      fingerprint: `shorten_prompt:${task}:${prompt.slug}:${prompt.inUse}:${other.version}`,
      kind: "shorten_prompt",
      title: `Ask ${task} with version ${other.version} of the prompt ${prompt.slug}, which is shorter`,
      explanation: `A request reads ${tokens(other.inputTokens)} tokens with it and ${tokens(now.inputTokens)} with version ${now.version}; its answers score ${quality.mean >= 0 ? "+" : ""}${quality.mean.toFixed(1)} points (${quality.low.toFixed(1)} to ${quality.high.toFixed(1)}) on ${other.scoredCount} and ${now.scoredCount} scored answers.`,
      type: "cost_reduction",
      effect:
        savedUsd !== null && savedUsd >= LEAST_SAVING_USD
          ? { what: "usd_a_month", mean: savedUsd, low: null, high: null }
          : null,
      confidence: "measured",
    },
  ];
}

/** Difference of two means with its interval of 95 % (Welch 1947, with so many scores that it is normal). */
function qualityChange(before: MeasuredPrompt, after: MeasuredPrompt) {
  const parts = [before, after].map(({ quality, qualitySd, scoredCount }) =>
    quality === null || qualitySd === null || scoredCount < MIN_SCORES
      ? null
      : { quality, variance: qualitySd ** 2 / scoredCount },
  );
  const [was, is] = parts;
  if (!was || !is) return null;
  const width = 1.96 * Math.sqrt(was.variance + is.variance);
  const mean = is.quality - was.quality;
  return { mean, low: mean - width, high: mean + width };
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

/** What is worth telling somebody: that time has passed is no reason by itself. */
const TRIGGERS = {
  accuracy: "is right less often than before",
  input_drift: "is asked other things than before",
  label_drift: "answers other labels than before",
  examples: "has new examples to learn from",
} as const;

/** A task whose triggers say that another training may help; it is proposed again once a run has used the evidence up. */
function retrain({ task, triggers, since }: RecommendationFacts["retrainings"][number]): ProposedChange[] {
  const fired = triggers.flatMap(({ kind, state, reason }) => {
    const words = Object.entries(TRIGGERS).find(([name]) => name === kind)?.[1];
    return words && state === "fires" ? [{ words, reason }] : [];
  });
  const [first] = fired;
  if (!first) return [];
  return [
    {
      task,
      fingerprint: `retrain:${task}:${since}`,
      kind: "retrain",
      title: `Train ${task} again: it ${first.words}`,
      explanation: `${fired.map(({ reason }) => reason).join(". ")}. A version that does not beat the one in service stays out of service.`,
      type: null,
      effect: null,
      confidence: "measured",
    },
  ];
}
