import { z } from "zod";
import { PageQuery } from "@/lib/platform/pagination";
import { storableText } from "@/lib/platform/stored-json";
import { PROMPT_CATEGORIES, VARIABLE_TYPES } from "./words";

const text = (max: number) =>
  z
    .string({ error: "is a text" })
    .max(max, `is at most ${max} characters long`)
    .refine((value) => storableText(value) === value, {
      message: "holds characters that cannot be stored (NUL, or half an emoji)",
    });

const PromptSlug = z
  .string({ error: "is a text" })
  .max(60, "is at most 60 characters long")
  .regex(/^[a-z][a-z0-9_-]*$/, "is lower-case letters, digits, `-` and `_`, such as `review-code`");

export const PromptLabel = z
  .string({ error: "is a text" })
  .max(30, "is at most 30 characters long")
  .regex(/^[a-z][a-z0-9_-]*$/, "is lower-case letters, digits, `-` and `_`, such as `production`");

const PromptCategory = z.enum(PROMPT_CATEGORIES, { error: `is one of ${PROMPT_CATEGORIES.join(", ")}` });

const VariableName = z
  .string({ error: "is a text" })
  .max(40, "is at most 40 characters long")
  .regex(/^[a-zA-Z][a-zA-Z0-9_]*$/, "begins with a letter and goes on with letters, digits and `_`");

/** A value of a variable. */
export const VariableValue = z.union([text(100_000), z.number(), z.boolean()], {
  error: "is a text, a number, or true or false",
});
export type VariableValue = z.infer<typeof VariableValue>;

/** Values by name. At most 100. */
export const VariableValues = z
  .record(z.string().max(40), VariableValue)
  .refine((values) => Object.keys(values).length <= 100, { message: "holds at most 100 values" });
export type VariableValues = z.infer<typeof VariableValues>;

export const PromptVariable = z
  .strictObject({
    name: VariableName,
    type: z.enum(VARIABLE_TYPES, { error: `is one of ${VARIABLE_TYPES.join(", ")}` }).default("text"),
    description: text(300).trim().default(""),
    /** A variable that is not required and has no default is rendered as nothing. */
    isRequired: z.boolean().default(true),
    /** Taken when no value is given; null = none. */
    default: VariableValue.nullable().default(null),
    /** Of a `choice`. */
    options: z.array(text(200).trim().min(1)).max(50).default([]),
  })
  .superRefine((variable, check) => {
    const { type, options, default: fallback } = variable;
    if (type === "choice" && options.length === 0)
      check.addIssue({ code: "custom", path: ["options"], message: "names what can be chosen" });
    if (type !== "choice" && options.length > 0)
      check.addIssue({ code: "custom", path: ["options"], message: "is for variables of the type `choice`" });
    if (fallback === null) return;
    const wanted = type === "number" ? "number" : type === "boolean" ? "boolean" : "string";
    if (typeof fallback !== wanted) check.addIssue({ code: "custom", path: ["default"], message: `is a ${wanted}` });
    if (type === "choice" && !options.includes(String(fallback)))
      check.addIssue({ code: "custom", path: ["default"], message: "is one of `options`" });
  });
export type PromptVariable = z.infer<typeof PromptVariable>;

const variables = z
  .array(PromptVariable)
  .max(50, "holds at most 50 variables")
  .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, {
    message: "names each variable once",
  });

export const PromptContent = z.strictObject({
  /** Variables are written `{{name}}`, two literal braces `\{{`. */
  template: text(50_000).refine((value) => value.trim() !== "", { message: "is empty" }),
  /** (Default: every name of the template as a required text.) */
  variables: variables.optional(),
  /** What is different about it, and why. */
  notes: text(2_000).trim().default(""),
});
export type PromptContent = z.infer<typeof PromptContent>;

const facts = {
  name: text(80).trim().min(1, "is missing"),
  description: text(500).trim(),
  category: PromptCategory,
};

export const CreatePromptInput = z.strictObject({
  slug: PromptSlug,
  name: facts.name,
  description: facts.description.default(""),
  category: facts.category.default("general"),
  ...PromptContent.shape,
});
export type CreatePromptInput = z.infer<typeof CreatePromptInput>;

export const UpdatePromptInput = z.strictObject(facts).partial();
export type UpdatePromptInput = z.infer<typeof UpdatePromptInput>;

export const ListPromptsQuery = z.strictObject({
  category: PromptCategory.optional(),
  /** In slug, name or description. */
  search: z.string().max(100).optional(),
  ...PageQuery.shape,
});
export type ListPromptsQuery = z.infer<typeof ListPromptsQuery>;

const versionNumber = z
  .number({ error: "is a whole number from 1" })
  .int("is a whole number from 1")
  .min(1, "is a whole number from 1")
  .max(1_000_000);

export const SetLabelInput = z.strictObject({ version: versionNumber });
export type SetLabelInput = z.infer<typeof SetLabelInput>;

export const RenderPromptInput = z
  .strictObject({
    version: versionNumber.optional(),
    label: PromptLabel.optional(),
    variables: VariableValues.default({}),
  })
  .refine(({ version, label }) => version === undefined || label === undefined, {
    path: ["label"],
    message: "is not given together with `version`",
  });
export type RenderPromptInput = z.infer<typeof RenderPromptInput>;

export const PreviewPromptInput = z.strictObject({
  template: PromptContent.shape.template,
  variables: variables.optional(),
  values: VariableValues.default({}),
});
export type PreviewPromptInput = z.infer<typeof PreviewPromptInput>;

export const ExportPromptsQuery = z.strictObject({ slug: PromptSlug.optional() });
export type ExportPromptsQuery = z.infer<typeof ExportPromptsQuery>;

export const PortablePrompt = z.strictObject({
  slug: PromptSlug,
  name: facts.name,
  description: facts.description.default(""),
  category: facts.category.default("general"),
  /** Oldest first. */
  versions: z.array(PromptContent).min(1, "holds at least one version").max(200),
  /** By label, the place in `versions`, counted from 1. */
  labels: z.record(PromptLabel, versionNumber).default({}),
});
export type PortablePrompt = z.infer<typeof PortablePrompt>;

/** The file of an export. */
export const PromptFile = z.strictObject({
  format: z.literal("ai-gym/prompts/1", { error: "is `ai-gym/prompts/1`" }),
  prompts: z.array(PortablePrompt).max(200, "holds at most 200 prompts"),
});
export type PromptFile = z.infer<typeof PromptFile>;

export const ImportPromptsInput = z.strictObject({
  ...PromptFile.shape,
  /** Of a prompt that exists: leave it as it is, or add the file's newest text as a version. */
  existing: z.enum(["skip", "add_version"]).default("skip"),
});
export type ImportPromptsInput = z.infer<typeof ImportPromptsInput>;

export const AddStarterPromptsInput = z.strictObject({
  /** (Default: all that are not there yet.) */
  slugs: z.array(PromptSlug).min(1).max(100).optional(),
});
export type AddStarterPromptsInput = z.infer<typeof AddStarterPromptsInput>;

export type ImportResult = { created: string[]; versionsAdded: string[]; skipped: string[] };

export type StarterPrompt = Pick<PortablePrompt, "slug" | "name" | "description" | "category"> & {
  /** Whether the organization has a prompt of this slug. */
  isAdded: boolean;
};

export type PromptVersion = {
  /** What executions carry as `promptVersionId`. */
  id: string;
  version: number;
  template: string;
  variables: PromptVariable[];
  notes: string;
  labels: string[];
  createdBy: string;
  createdAt: string;
};

export type Prompt = {
  slug: string;
  name: string;
  description: string;
  category: PromptCategory;
  latestVersion: number;
  /** Version by label. */
  labels: Record<string, number>;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
};
type PromptCategory = z.infer<typeof PromptCategory>;

/** With its versions, newest first. */
export type PromptDetail = Prompt & {
  versions: PromptVersion[];
  /** Tasks whose configuration in force uses it. */
  usedBy: string[];
};

export type RenderedPrompt = { text: string; characters: number; version: number; promptVersionId: string };

export type PromptPreview = {
  /** null while a value is missing or wrong; `problem` says which. */
  text: string | null;
  problem: { message: string; field: string | null } | null;
  /** Names in the template, in order, each once. */
  names: string[];
};

export const PreviewRequestsQuery = z.strictObject({
  version: z.coerce.number({ error: "is a whole number from 1" }).int("is a whole number from 1").min(1).max(1_000_000),
  /** Requests of this task, where the prompt itself has none. (Default: of the tasks that use it.) */
  task: z.string().max(60).optional(),
  /** (Default: 20.) */
  limit: z.coerce.number({ error: "is a whole number" }).int("is a whole number").min(1).max(100).default(20),
});
export type PreviewRequestsQuery = z.infer<typeof PreviewRequestsQuery>;

export type RequestPreview = {
  executionId: string;
  createdAt: string;
  task: string;
  /** That served it; null = none of this prompt. */
  version: number | null;
  values: VariableValues;
  /** The beginning of what the user said. */
  input: string;
  /** The version's text with these values; null when they do not fit it: `problem` says why. */
  text: string | null;
  problem: string | null;
  /** The same by the version in use; null without one, and when the values do not fit it. */
  inUse: string | null;
};

export type RequestsPreview = {
  version: number;
  /** The version that is labelled `production`; null = none. */
  inUse: number | null;
  days: number;
  /** Of `requests`, those whose values do not fit. */
  failing: number;
  requests: RequestPreview[];
};

export const PreviewImportInput = z.strictObject({
  /** The file as it is. */
  text: z.string().max(20_000_000),
  existing: z.enum(["skip", "add_version"]).default("skip"),
});
export type PreviewImportInput = z.infer<typeof PreviewImportInput>;

export type PlannedImport = {
  /** Place in the file's `prompts`, from 0. */
  index: number;
  /** Of the file, from 1. */
  line: number;
  slug: string;
  name: string;
  versions: number;
  labels: string[];
  /** `same`: its newest text is the file's already; `deleted`: a deleted prompt has this slug. */
  outcome: "create" | "add_version" | "same" | "skip" | "deleted";
};

export type ImportPreview = {
  /** Sound ones, in the file's order. */
  prompts: PlannedImport[];
  /** What cannot be taken in. `index` is null for what is wrong with the whole file. */
  problems: { index: number | null; line: number; message: string }[];
};

export const PromptUsageQuery = z.strictObject({
  /** (Default: 30.) */
  days: z.coerce
    .number({ error: "is a whole number of days" })
    .int("is a whole number of days")
    .min(1, "is at least 1")
    .max(366, "is at most 366")
    .default(30),
});
export type PromptUsageQuery = z.infer<typeof PromptUsageQuery>;

export type PromptVersionUsage = {
  version: number;
  promptVersionId: string;
  count: number;
  /** 0–1; null without calls. */
  successRate: number | null;
  /** Mean, 0–100; null while no answer is scored. */
  quality: number | null;
  scoredCount: number;
  /** Mean per call, US dollars; null while unknown. */
  costUsd: number | null;
  /** Milliseconds. */
  latencyMsP50: number | null;
  latencyMsP95: number | null;
  /** Mean per call. */
  inputTokens: number | null;
  outputTokens: number | null;
  lastUsedAt: string | null;
};
