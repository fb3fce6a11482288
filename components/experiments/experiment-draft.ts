import type { CreateExperimentBody } from "@/lib/experiments/schemas";
import type {
  Aggregation,
  CovariateSource,
  ExperimentKind,
  ExperimentMethod,
  ExperimentUnit,
} from "@/lib/experiments/words";

/** A variant as it is typed. */
export type VariantDraft = {
  name: string;
  /** Percent of the covered traffic. */
  percent: number | null;
  model: string;
  strategy: string;
  temperature: number | null;
  systemPrompt: string;
  /** Any further part of the configuration, as JSON. */
  json: string;
};

type GuardrailDraft = { measure: string; margin: number | null };

export type ExperimentDraft = {
  name: string;
  hypothesis: string;
  task: string;
  kind: ExperimentKind;
  unit: ExperimentUnit;
  assignment: "gateway" | "api";
  variants: VariantDraft[];
  coveragePercent: number | null;
  namespace: string;
  namespaceFrom: number | null;
  namespaceTo: number | null;
  audienceTag: string;
  audienceValues: string;
  segmentBy: string;
  measure: string;
  /** Name of a reported outcome, when `measure` is empty. */
  outcome: string;
  aggregation: Aggregation;
  /** Of a ratio: what it is divided by; `perOutcome` when that is empty. */
  per: string;
  perOutcome: string;
  secondary: string[];
  guardrails: GuardrailDraft[];
  minimumEffect: number | null;
  unitsPerVariant: number | null;
  method: ExperimentMethod;
  /** "" = none. */
  covariate: CovariateSource | "";
  promotesWinner: boolean;
  rollsBack: boolean;
};

export type DraftProblem = { field: string; message: string };

export const newVariant = (name: string): VariantDraft => ({
  name,
  percent: 50,
  model: "",
  strategy: "",
  temperature: null,
  systemPrompt: "",
  json: "",
});

export const newDraft = (task: string): ExperimentDraft => ({
  name: "",
  hypothesis: "",
  task,
  kind: "test",
  unit: "request",
  assignment: "gateway",
  variants: [newVariant("Control"), newVariant("Variant")],
  coveragePercent: 100,
  namespace: "",
  namespaceFrom: null,
  namespaceTo: null,
  audienceTag: "",
  audienceValues: "",
  segmentBy: "",
  measure: "success",
  outcome: "",
  aggregation: "mean",
  per: "calls",
  perOutcome: "",
  secondary: [],
  guardrails: [],
  minimumEffect: null,
  unitsPerVariant: null,
  method: "sequential",
  covariate: "",
  promotesWinner: false,
  rollsBack: false,
});

export const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60)
    .replace(/-+$/, "");

/** Equal shares that sum to 100, the first taking what rounding leaves. */
export function equalPercents(variants: readonly VariantDraft[]): VariantDraft[] {
  const each = Math.floor(10_000 / variants.length) / 100;
  const rest = Number((100 - each * (variants.length - 1)).toFixed(2));
  return variants.map((variant, index) => ({ ...variant, percent: index === 0 ? rest : each }));
}

/** The measure in the API's words. */
export const primaryOf = ({ measure, outcome, aggregation, per, perOutcome }: ExperimentDraft) => ({
  measure: measure === "" ? outcome.trim() : measure,
  aggregation,
  per: aggregation !== "ratio" ? null : per === "" ? perOutcome.trim() : per,
});

/** The planned size as the API takes it: whole, and at least what is judged at all; null = none. */
export const plannedUnitsOf = ({ unitsPerVariant }: ExperimentDraft): number | null =>
  unitsPerVariant === null ? null : Math.max(50, Math.ceil(unitsPerVariant));

/** The draft as the API takes it, or the first thing that cannot be read. What fits together is the server's to say. */
export function readDraft(draft: ExperimentDraft): { body: CreateExperimentBody } | { problem: DraftProblem } {
  const slug = slugOf(draft.name);
  if (slug === "") return { problem: { field: "name", message: "Give it a name with letters or digits" } };
  if (draft.task === "") return { problem: { field: "task", message: "Choose a task" } };
  if (primaryOf(draft).measure === "") return { problem: { field: "primary.measure", message: "Name the outcome" } };
  if (primaryOf(draft).per === "")
    return { problem: { field: "primary.per", message: "Name the outcome below the line" } };
  const keys = new Set<string>();
  const variants: CreateExperimentBody["variants"] = [];
  for (const [index, variant] of draft.variants.entries()) {
    const key = slugOf(variant.name).slice(0, 40);
    const field = `variants[${index}]`;
    if (key === "") return { problem: { field: `${field}.name`, message: "Give it a name" } };
    if (keys.has(key)) return { problem: { field: `${field}.name`, message: "Another variant has this name" } };
    keys.add(key);
    const configuration = configurationOf(variant);
    if (configuration === null)
      return { problem: { field: `${field}.configuration`, message: "Further settings are no JSON object" } };
    variants.push({ key, name: variant.name.trim(), weight: (variant.percent ?? 0) / 100, configuration });
  }
  return { body: { slug, ...plainFields(draft), variants } };
}

function plainFields(draft: ExperimentDraft) {
  const { name, hypothesis, task, kind, unit, assignment, minimumEffect, method, promotesWinner, rollsBack } = draft;
  const audienceValues = draft.audienceValues
    .split(",")
    .map((value) => value.trim())
    .filter(Boolean);
  return {
    name: name.trim(),
    hypothesis: hypothesis.trim(),
    task,
    kind,
    unit: kind === "bandit" ? ("request" as const) : unit,
    assignment,
    coverage: (draft.coveragePercent ?? 100) / 100,
    ...(draft.namespace.trim() !== "" && {
      namespace: {
        name: draft.namespace.trim(),
        from: (draft.namespaceFrom ?? 0) / 100,
        to: (draft.namespaceTo ?? 100) / 100,
      },
    }),
    ...(draft.audienceTag.trim() !== "" && { audience: [{ tag: draft.audienceTag.trim(), in: audienceValues }] }),
    ...(draft.segmentBy.trim() !== "" && { segmentBy: draft.segmentBy.trim() }),
    primary: primaryOf(draft),
    secondary: draft.secondary.map((measure) => ({ measure })),
    guardrails: draft.guardrails.map(({ measure, margin }) => guardrailOf(measure, margin)),
    ...(minimumEffect !== null && { minimumEffect }),
    unitsPerVariant: plannedUnitsOf(draft),
    method: kind === "bandit" ? ("sequential" as const) : method,
    ...(draft.covariate !== "" && kind === "test" && { usesCovariate: true, covariateSource: draft.covariate }),
    promotesWinner,
    rollsBack,
  };
}

/** Margins are typed as percent of the control's value. */
const guardrailOf = (measure: string, margin: number | null) => ({
  ...(measure === "latency.p95" ? { measure: "latency", aggregation: "p95" as const } : { measure }),
  margin: (margin ?? 0) / 100,
  isRelative: true,
});

/** null when the further settings cannot be read. */
function configurationOf({
  model,
  strategy,
  temperature,
  systemPrompt,
  json,
}: VariantDraft): Record<string, unknown> | null {
  const further = json.trim() === "" ? {} : parseObject(json);
  if (!further) return null;
  return {
    ...(model !== "" && { model }),
    ...(strategy !== "" && { strategy }),
    ...(temperature !== null && { parameters: { temperature } }),
    ...(systemPrompt.trim() !== "" && { systemPrompt }),
    ...further,
  };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
