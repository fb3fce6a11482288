import { z } from "zod";
import { PageQuery } from "@/lib/platform/pagination";
import { Capability, ModelSlug } from "./model-schemas";
import { ProviderSlug } from "./provider-schemas";
import { name, text } from "./text-schema";
import {
  CACHE_MODES,
  CATEGORIES,
  COUNCIL_METHODS,
  RETRIEVAL_MODES,
  SEMANTIC_CACHE_FLOOR,
  STRATEGIES,
  TASK_KINDS,
} from "./words";

export const TaskKind = z.enum(TASK_KINDS);
export type TaskKind = z.infer<typeof TaskKind>;

export const Category = z.enum(CATEGORIES);
export type Category = z.infer<typeof Category>;

export const Strategy = z.enum(STRATEGIES);
export type Strategy = z.infer<typeof Strategy>;

export const TaskSlug = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9_-]*$/, "must be lower-case letters, digits and underscores, such as `ticket_classification`");

/** Sampling settings sent with every request of the task, where the request itself states none. */
export const Parameters = z.strictObject({
  temperature: z.number().min(0).max(2).optional(),
  topP: z.number().min(0).max(1).optional(),
  maxOutputTokens: z.number().int().min(1).max(1_000_000).optional(),
  stop: z.array(text(100).min(1)).max(4).optional(),
  seed: z.number().int().optional(),
  reasoningEffort: z.enum(["minimal", "low", "medium", "high"]).optional(),
});
export type Parameters = z.infer<typeof Parameters>;

/** What a model must satisfy to be chosen. Absent = no limit. */
export const Constraints = z.strictObject({
  /** 0–100. */
  minQuality: z.number().min(0).max(100).optional(),
  /** Expected cost of the request, US dollars. A model with an unknown price does not satisfy it. */
  maxCostUsd: z.number().min(0).max(1_000).optional(),
  /** Expected latency, milliseconds. */
  maxLatencyMs: z.number().min(1).max(3_600_000).optional(),
  requiredCapabilities: z.array(Capability).max(20).optional(),
  allowedProviders: z.array(ProviderSlug).max(50).optional(),
});
export type Constraints = z.infer<typeof Constraints>;

const milliseconds = z.number().int().min(10).max(3_600_000);

/** Limits of one upstream call, milliseconds; absent ones are the gateway's defaults. */
const Timeouts = z
  .strictObject({ connectMs: milliseconds, headersMs: milliseconds, idleMs: milliseconds, totalMs: milliseconds })
  .partial();
type Timeouts = z.infer<typeof Timeouts>;

const CascadeStep = z.strictObject({ model: ModelSlug, minConfidence: z.number().min(0).max(1) });

/** Several models are asked at once, and one answer comes of theirs. */
export const Council = z
  .strictObject({
    members: z
      .array(ModelSlug)
      .min(2)
      .max(7)
      .refine((members) => new Set(members).size === members.length, "must name each model once"),
    method: z.enum(COUNCIL_METHODS).default("vote"),
    /** Answers that there must be. (Default: more than half of the members.) */
    quorum: z.number().int().min(1).max(7).optional(),
    /** How long the others are waited for once the quorum is there, milliseconds; then they are cancelled. */
    graceMs: z.number().int().min(0).max(120_000).default(2_000),
    /** Writes the synthesis. (Default: the member with the highest expected quality.) */
    synthesizer: ModelSlug.optional(),
  })
  .refine(({ quorum, members }) => quorum === undefined || quorum <= members.length, {
    path: ["quorum"],
    message: "is at most the number of members",
  });
export type Council = z.infer<typeof Council>;

/** Models are asked in this order until so many of their final answers are equal. */
export const Agreement = z
  .strictObject({
    models: z
      .array(ModelSlug)
      .min(3)
      .max(5)
      .refine((models) => new Set(models).size === models.length, "must name each model once"),
    votes: z.number().int().min(2).max(5).default(2),
  })
  .refine(({ votes, models }) => votes <= models.length, {
    path: ["votes"],
    message: "is at most the number of models",
  });
export type Agreement = z.infer<typeof Agreement>;

const word = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[a-z][a-z0-9_-]*$/, "is lower-case letters, digits, `-` and `_`");

/** A prompt of the library: the version that the label names when the request comes, or always the same version. */
const PromptChoice = z
  .strictObject({
    slug: word(60),
    /** (Default: `production`, unless a version is given.) */
    label: word(30).optional(),
    version: z.number().int().min(1).max(1_000_000).optional(),
  })
  .refine(({ label, version }) => label === undefined || version === undefined, {
    path: ["label"],
    message: "is not given together with `version`",
  });

/** Whether answers are given again. Only tasks that generate text; benchmarks never get one. */
export const CacheRules = z.strictObject({
  /** `exact`: to equal requests; `semantic`: also to ones that mean the same. */
  mode: z.enum(CACHE_MODES).default("off"),
  /** Oldest answer that is given again, seconds, at most 30 days. */
  ttlSeconds: z.number().int().min(1).max(2_592_000).default(3_600),
  /** Least likeness of a `semantic` hit, cosine; null = the floor, below which nobody can go. */
  minSimilarity: z.number().min(SEMANTIC_CACHE_FLOOR).max(1).nullable().default(null),
  /** Never gives one user's answer to another (`gym.userRef`, else `user`). */
  isPerUser: z.boolean().default(false),
});
export type CacheRules = z.infer<typeof CacheRules>;

/**
 * Texts that are looked up for a request. A task that generates text gets them in its prompt as numbered sources; a task
 * of the kind `retrieval` answers with them.
 */
export const Retrieval = z.strictObject({
  /** Slug of a collection of the knowledge. */
  collection: word(60),
  /** Of a task that generates; searching tasks choose by their model. (Default: hybrid.) */
  mode: z.enum(RETRIEVAL_MODES).default("hybrid"),
  /** Texts, at most. */
  depth: z.number().int().min(1).max(30).default(5),
  /** Least score, 0–1, as the search of that mode tells it; absent = none. */
  minimumScore: z.number().min(0).max(1).optional(),
});
export type Retrieval = z.infer<typeof Retrieval>;

export const Configuration = z.strictObject({
  strategy: Strategy.default("balanced"),
  /** Always this model (pinned); null = the router chooses. */
  model: ModelSlug.nullable().default(null),
  /** The router chooses among these only; null = among all that fit the task. */
  candidates: z.array(ModelSlug).min(1).max(100).nullable().default(null),
  /**
   * Asked one after the other until an answer is at least so confident, 0–1; the last one's is taken in any case. Goes
   * before `model` and the router; null = one model answers. For classifications: no other answer tells a confidence.
   */
  cascade: z
    .array(CascadeStep)
    .min(2)
    .max(4)
    .refine((steps) => new Set(steps.map(({ model }) => model)).size === steps.length, "must name each model once")
    .nullable()
    .default(null),
  /** Goes before `model` and the router, and after `cascade` and `agreement`; null = one model answers. */
  council: Council.nullable().default(null),
  /**
   * Asked one after the other until enough answers come to the same; when they never do, the last model's is taken. Goes
   * before `model` and the router, and after `cascade`; null = one model answers. For short answers, such as numbers.
   */
  agreement: Agreement.nullable().default(null),
  /** Tried in this order when the chosen model fails, before any other. */
  fallbacks: z.array(ModelSlug).max(20).default([]),
  parameters: Parameters.default({}),
  constraints: Constraints.default({}),
  /** Share of requests that try another eligible model, to learn. */
  explorationShare: z.number().min(0).max(0.2).default(0.05),
  /** Share of whole answers whose quality is scored after they were sent, so that the router learns from it. */
  scoredShare: z.number().min(0).max(1).default(0),
  /** Put before the caller's messages; null = none. */
  systemPrompt: text(50_000).nullable().default(null),
  /** A prompt of the library, put there in place of `systemPrompt`; null = none. */
  prompt: PromptChoice.nullable().default(null),
  /** null = nothing is looked up. */
  retrieval: Retrieval.nullable().default(null),
  cache: CacheRules.default({ mode: "off", ttlSeconds: 3_600, minSimilarity: null, isPerUser: false }),
  timeouts: Timeouts.default({}),
  /**
   * Other classifications that are asked with the same text, so that one answer tells a category and a priority. Each
   * is served, recorded and judged as a request of its own. Of classifications only, and not of streamed answers.
   */
  alongside: z
    .array(TaskSlug)
    .max(4)
    .refine((tasks) => new Set(tasks).size === tasks.length, "must name each task once")
    .default([]),
});
export type Configuration = z.infer<typeof Configuration>;
/** As a person writes it: what is left out takes its default. */
export type ConfigurationInput = z.input<typeof Configuration>;

export type Task = {
  id: string;
  slug: string;
  name: string;
  description: string;
  kind: TaskKind;
  category: Category;
  /** Exists from the first start. */
  isBuiltIn: boolean;
  /** Version in force; always the newest. */
  configurationVersion: number;
  createdAt: string;
  updatedAt: string;
};

export const CreateTaskInput = z.strictObject({
  slug: TaskSlug,
  name: name(80),
  description: text(500).trim().default(""),
  kind: TaskKind.default("generation"),
  category: Category.default("general"),
  /** (Default: the default configuration of its kind.) */
  configuration: Configuration.optional(),
});
export type CreateTaskInput = z.infer<typeof CreateTaskInput>;

export const UpdateTaskInput = z
  .strictObject({
    name: name(80),
    description: text(500).trim(),
    category: Category,
  })
  .partial();
export type UpdateTaskInput = z.infer<typeof UpdateTaskInput>;

export const ListTasksQuery = z.strictObject({
  kind: TaskKind.optional(),
  category: Category.optional(),
  ...PageQuery.shape,
});
export type ListTasksQuery = z.infer<typeof ListTasksQuery>;

export type ConfigurationVersion = {
  task: string;
  version: number;
  configuration: Configuration;
  reason: string;
  /** Name of who made it. */
  createdBy: string;
  createdAt: string;
  /** Whether it is the one in force. */
  isCurrent: boolean;
};

const reason = text(500).trim();

/** The version that the writer read. When another one is in force by now, the write is refused with `conflict`. */
const expectedVersion = z.number().int().min(1).optional();

export const PutConfigurationInput = z.strictObject({
  configuration: Configuration,
  expectedVersion,
  /** Why; shown in the history. */
  reason: reason.default(""),
});
export type PutConfigurationInput = z.infer<typeof PutConfigurationInput>;

export const ResetConfigurationInput = z.strictObject({ expectedVersion, reason: reason.optional() });
export type ResetConfigurationInput = z.infer<typeof ResetConfigurationInput>;

export const RollbackConfigurationInput = z.strictObject({
  version: z.number().int().min(1),
  expectedVersion,
  reason: reason.optional(),
});
export type RollbackConfigurationInput = z.infer<typeof RollbackConfigurationInput>;

export const ListConfigurationVersionsQuery = z.strictObject(PageQuery.shape);
export type ListConfigurationVersionsQuery = z.infer<typeof ListConfigurationVersionsQuery>;
