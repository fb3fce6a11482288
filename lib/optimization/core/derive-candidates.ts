import type { Configuration, TaskKind } from "@/lib/registry/schemas";
import { RETRIEVAL_MODES } from "@/lib/registry/words";
import type { OptimizationType } from "../words";
import { BASELINE, type Candidate, type CascadeFamily } from "./trial";

/** A model that could serve the task now, as the router sees it. */
export type EligibleModel = {
  slug: string;
  isClassifier: boolean;
  /** Whether it can be told how long to think. */
  isReasoning: boolean;
  /** 0–100; null when nothing was measured yet. */
  quality: number | null;
  /** Of one request, US dollars; null when the price is unknown. */
  costUsd: number | null;
  /** Milliseconds; null when never measured. */
  latencyMsP50: number | null;
};

export type TaskFacts = {
  kind: TaskKind;
  configuration: Configuration;
  /** Best first, by the router's own order. */
  models: readonly EligibleModel[];
  /** The model that serves today: pinned, the first of the cascade, or the router's choice; null when none can. */
  current: string | null;
  /** Versions of the prompt in use that are not the one in use, newest first; empty without a prompt. */
  promptVersions: readonly number[];
  /** Tests with their right answers, which a prompt may show; none of them is used to verify. */
  examples: readonly { input: string; output: string }[];
};

export type CandidateSpace = {
  candidates: Candidate[];
  families: CascadeFamily[];
  /** Candidates that are asked only because a family is made of them. */
  members: Candidate[];
};

/** More would spread the tests too thin. */
const MAX_MODELS = 8;
const TEMPERATURES = [0, 0.3, 0.7] as const;
const BRIEF = "Answer as briefly as the task allows, without preamble.";
/** Sources that a model is told, or results of a search. */
const DEPTHS = [3, 6, 10, 20] as const;
const MODE_WORDS = { hybrid: "words and meaning", full_text: "words", vector: "meaning" } as const;
const MAX_EXAMPLES = 3;
const MAX_EXAMPLE_CHARACTERS = 1_500;

type Draft = Omit<Candidate, "id">;

/** Everything worth trying for a task, made only of what exists: nothing that could not be put in force as it stands. */
export function deriveCandidates(facts: TaskFacts, type: OptimizationType): CandidateSpace {
  const drafts = [
    ...modelDrafts(facts, type),
    ...councilDrafts(facts, type),
    ...promptDrafts(facts, type),
    ...parameterDrafts(facts, type),
    ...retrievalDrafts(facts, type),
  ];
  const candidates = drafts.map((draft, index) => ({ id: `c${index + 1}`, ...draft }));
  const { families, members } = cascades(facts, type, candidates);
  return { candidates, families: [...families, ...agreements(facts, type, candidates)], members };
}

const pinned = (model: string): Partial<Configuration> => ({
  model,
  cascade: null,
  council: null,
  agreement: null,
});

function modelDrafts({ models, current, configuration }: TaskFacts, type: OptimizationType): Draft[] {
  const serving = isServedByOne(configuration) ? current : null;
  const now = models.find(({ slug }) => slug === current);
  return models
    .filter((model) => model.slug !== serving && isPromising(type, model, now))
    .slice(0, MAX_MODELS)
    .map((model) => ({ label: `Always ${model.slug}`, why: whyModel(type, model), changes: pinned(model.slug) }));
}

const isServedByOne = ({ cascade, council, agreement }: Configuration): boolean => !cascade && !council && !agreement;

/** What is unknown is tried; what is known to miss the goal is not. */
function isPromising(type: OptimizationType, model: EligibleModel, now: EligibleModel | undefined): boolean {
  const isLess = (a: number | null, b: number | null | undefined) => a === null || b == null || a < b;
  switch (type) {
    case "cost_reduction":
      return isLess(model.costUsd, now?.costUsd);
    case "performance":
      return isLess(model.latencyMsP50, now?.latencyMsP50);
    case "quality_improvement":
    case "model_tuning":
      return true;
    default:
      return type satisfies never;
  }
}

function whyModel(type: OptimizationType, { quality, costUsd, latencyMsP50 }: EligibleModel): string {
  const known = [
    quality === null ? "its quality is not measured yet" : `expected quality ${quality.toFixed(0)} of 100`,
    ...(type === "cost_reduction" && costUsd !== null
      ? [`about $${costUsd.toLocaleString("en-US", { maximumSignificantDigits: 2 })} a request`]
      : []),
    ...(type === "performance" && latencyMsP50 !== null ? [`usually ${latencyMsP50.toFixed(0)} ms`] : []),
  ];
  return `Could serve the task: ${known.join(", ")}`;
}

/** Members of a council. */
const COUNCIL_SIZE = 3;

/** The best models together, where better answers may cost what several models cost. */
function councilDrafts({ models, kind, configuration }: TaskFacts, type: OptimizationType): Draft[] {
  const members = models.filter(({ isClassifier }) => !isClassifier).slice(0, COUNCIL_SIZE);
  if (
    type !== "quality_improvement" ||
    kind !== "generation" ||
    members.length < COUNCIL_SIZE ||
    configuration.council
  ) {
    return [];
  }
  const names = members.map(({ slug }) => slug);
  const council = (method: "vote" | "synthesis"): Partial<Configuration> => ({
    cascade: null,
    agreement: null,
    council: { members: names, method, graceMs: 2_000 },
  });
  return [
    {
      label: `A council of ${names.join(", ")} that votes`,
      why: "Errors of one are outvoted by the others",
      changes: council("vote"),
    },
    {
      label: `A council of ${names.join(", ")}, put together`,
      why: "One answer made of the best of each",
      changes: council("synthesis"),
    },
  ];
}

/** Chat models only: a trained classifier or a search reads no prompt and has no parameters. */
const isPrompted = ({ kind, models, current }: TaskFacts): boolean =>
  kind !== "retrieval" && models.some(({ slug, isClassifier }) => slug === current && !isClassifier);

function promptDrafts(facts: TaskFacts, type: OptimizationType): Draft[] {
  if (!isPrompted(facts)) return [];
  const { systemPrompt, prompt } = facts.configuration;
  // A prompt of the library stands in place of the system prompt.
  if (prompt) {
    return facts.promptVersions.map((version) => ({
      label: `Version ${version} of the prompt ${prompt.slug}`,
      why: "Another wording may be answered better, or be shorter",
      changes: { prompt: { slug: prompt.slug, version } },
    }));
  }
  const drafts: Draft[] = [];
  if (type !== "quality_improvement" && facts.kind === "generation" && !systemPrompt?.includes(BRIEF)) {
    drafts.push({
      label: "Ask for brief answers",
      why: "Output is the dearest and slowest part of an answer",
      changes: { systemPrompt: joined(systemPrompt, BRIEF) },
    });
  }
  const examples = facts.examples
    .filter(({ input, output }) => input.length + output.length <= MAX_EXAMPLE_CHARACTERS)
    .slice(0, MAX_EXAMPLES);
  if ((type === "quality_improvement" || type === "model_tuning") && examples.length > 0) {
    const shown = examples.map(({ input, output }) => `Input: ${input}\nAnswer: ${output}`).join("\n\n");
    drafts.push({
      label: `Show ${examples.length} worked ${examples.length === 1 ? "example" : "examples"}`,
      why: "Examples tell a model what a good answer looks like",
      changes: { systemPrompt: joined(systemPrompt, `Examples of good answers:\n\n${shown}`) },
    });
  }
  return drafts;
}

const joined = (before: string | null, after: string): string => (before ? `${before}\n\n${after}` : after);

function parameterDrafts(facts: TaskFacts, type: OptimizationType): Draft[] {
  if (!isPrompted(facts)) return [];
  const { configuration, models, current } = facts;
  const { parameters } = configuration;
  const drafts: Draft[] = [];
  if (type === "model_tuning") {
    for (const temperature of TEMPERATURES.filter((one) => one !== parameters.temperature)) {
      drafts.push({
        label: `Temperature ${temperature}`,
        why: temperature === 0 ? "The most likely answer every time" : "Another amount of variation",
        changes: { parameters: { ...parameters, temperature } },
      });
    }
  }
  const thinks = models.find(({ slug }) => slug === current)?.isReasoning ?? false;
  const effort = { cost_reduction: "low", performance: "low", quality_improvement: "high", model_tuning: "medium" }[
    type
  ] as "low" | "medium" | "high";
  if (thinks && parameters.reasoningEffort !== effort) {
    drafts.push({
      label: `Reasoning effort ${effort}`,
      why: type === "quality_improvement" ? "More thought before the answer" : "Less thought costs and takes less",
      changes: { parameters: { ...parameters, reasoningEffort: effort } },
    });
  }
  return drafts;
}

/** Another way to look up what the task's collection holds, more or less of it, or none of it. */
function retrievalDrafts({ kind, configuration: { retrieval } }: TaskFacts, type: OptimizationType): Draft[] {
  if (retrieval === null) return [];
  const { mode, depth, collection } = retrieval;
  const isSparing = type === "cost_reduction" || type === "performance";
  const depths = DEPTHS.filter((one) => (isSparing ? one < depth : type === "model_tuning" || one > depth));
  const drafts: Draft[] = depths
    .filter((one) => one !== depth)
    .map((one) => ({
      label: `${one} sources of ${collection}`,
      why: one < depth ? "Fewer sources are read sooner and cost less" : "What is needed may stand further down",
      changes: { retrieval: { ...retrieval, depth: one } },
    }));
  // A searching task is served by the model that searches in its own way, and without its collection by none.
  if (kind !== "generation") return drafts;
  const modes = RETRIEVAL_MODES.filter((one) => one !== mode && !(isSparing && one === "hybrid"));
  drafts.push(
    ...modes.map((one) => ({
      label: `Sources of ${collection} found by ${MODE_WORDS[one]}`,
      why: isSparing ? "One search is quicker than two" : "Another search finds other sources",
      changes: { retrieval: { ...retrieval, mode: one } },
    })),
    {
      label: "No sources",
      why: isSparing ? "Nothing is looked up and less is read" : "Sources that do not help distract",
      changes: { retrieval: null },
    },
  );
  return drafts;
}

/** Cascades of three that are looked at: each is tuned after every round. */
const MAX_PAIRS = 3;

/** Cheap classifiers answer what they are sure of, one after the other, and the dearest the rest: one or two come first. */
function cascades(
  { models, current, kind, configuration }: TaskFacts,
  type: OptimizationType,
  candidates: readonly Candidate[],
): Pick<CandidateSpace, "families" | "members"> {
  const classifiers = models.filter(({ isClassifier }) => isClassifier);
  if (kind !== "classification" || type === "quality_improvement" || classifiers.length < 2) {
    return { families: [], members: [] };
  }
  const byCost = classifiers.toSorted(
    (a, b) => (a.costUsd ?? 0) - (b.costUsd ?? 0) || (a.latencyMsP50 ?? 0) - (b.latencyMsP50 ?? 0),
  );
  const last = configuration.cascade?.at(-1)?.model ?? current;
  const strong = byCost.find(({ slug }) => slug === last) ?? byCost.at(-1)!;
  const members: Candidate[] = [];
  const idOf = (slug: string) => {
    const known = [...candidates, ...members].find(({ changes }) => changes.model === slug && changes.cascade === null);
    if (known) return known.id;
    const member = {
      id: `m${members.length + 1}`,
      label: `Always ${slug}`,
      why: "Part of a cascade",
      changes: pinned(slug),
    };
    members.push(member);
    return member.id;
  };
  const cheaper = byCost.slice(0, byCost.indexOf(strong)).map(({ slug }) => slug);
  const family = (models: readonly string[], index: number): CascadeFamily => ({
    by: "confidence",
    id: `f${index + 1}`,
    label:
      models.length === 1
        ? `${models[0]} first, ${strong.slug} when it is unsure`
        : `${models.join(" first, then ")}, ${strong.slug} when both are unsure`,
    why: models.length === 1 ? "A cheap model can answer what it is sure of" : "What one is unsure of another may know",
    members: [...models, strong.slug].map((model) => ({ candidateId: idOf(model), model })),
  });
  // The dearer of the two first: where both are sure, the better one is heard.
  // Only a high percentile needs that hardly anything goes on to the last model; for the mean two do as well.
  const pairs =
    type === "performance"
      ? cheaper.flatMap((slug, index) => cheaper.slice(0, index).map((second) => [slug, second]))
      : [];
  const families = [...cheaper.map((slug) => [slug]), ...pairs.slice(0, MAX_PAIRS)].map(family);
  return { families, members };
}

/** Fewer models never outvote one another. */
const LEAST_AGREEING = 3;

/** Cheaper models first, until enough of their answers are equal; the model that serves today where they differ. */
function agreements(
  { kind, configuration, current, models }: TaskFacts,
  type: OptimizationType,
  candidates: readonly Candidate[],
): CascadeFamily[] {
  // Whoever serves today is asked anyway, so that no call is made for the family alone.
  if (type !== "cost_reduction" || kind !== "generation" || !isServedByOne(configuration)) return [];
  if (current === null || configuration.model !== current) return [];
  const chat = new Set(models.filter(({ isClassifier }) => !isClassifier).map(({ slug }) => slug));
  const others = candidates.flatMap(({ id, changes: { model, agreement } }) =>
    model && agreement === null && chat.has(model) ? [{ candidateId: id, model }] : [],
  );
  const members = [...others, { candidateId: BASELINE, model: current }];
  if (members.length < LEAST_AGREEING || !chat.has(current)) return [];
  return [
    {
      by: "agreement",
      id: "a1",
      label: `Cheaper models until their answers are equal, else ${current}`,
      why: "Where cheap models come to the same answer, a dear one rarely says otherwise",
      members,
    },
  ];
}
