import { z } from "zod";
import { PageQuery } from "@/lib/platform/pagination";
import {
  facts,
  PromptCategory,
  PromptContent,
  PromptSlug,
  versionNumber,
  type PromptVariable,
} from "./content-schemas";

export { PromptContent, PromptLabel, PromptVariable, VariableValue, VariableValues } from "./content-schemas";
export {
  AddStarterPromptsInput,
  ExportPromptsQuery,
  ImportPromptsInput,
  PortablePrompt,
  PreviewImportInput,
  PromptFile,
  type ImportPreview,
  type ImportResult,
  type PlannedImport,
  type StarterPrompt,
} from "./portable-schemas";
export {
  PreviewPromptInput,
  PreviewRequestsQuery,
  RenderPromptInput,
  type PromptPreview,
  type RenderedPrompt,
  type RequestPreview,
  type RequestsPreview,
} from "./preview-schemas";

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

export const SetLabelInput = z.strictObject({ version: versionNumber });
export type SetLabelInput = z.infer<typeof SetLabelInput>;

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

/** With its versions, newest first. */
export type PromptDetail = Prompt & {
  versions: PromptVersion[];
  /** Tasks whose configuration in force uses it. */
  usedBy: string[];
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
