import { z } from "zod";
import { PromptContent, PromptLabel, variables, VariableValues, versionNumber } from "./content-schemas";

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
