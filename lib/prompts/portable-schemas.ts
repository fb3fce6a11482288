import { z } from "zod";
import { facts, PromptContent, PromptLabel, PromptSlug, versionNumber } from "./content-schemas";

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

export type ImportResult = { created: string[]; versionsAdded: string[]; skipped: string[] };

export const AddStarterPromptsInput = z.strictObject({
  /** (Default: all that are not there yet.) */
  slugs: z.array(PromptSlug).min(1).max(100).optional(),
});
export type AddStarterPromptsInput = z.infer<typeof AddStarterPromptsInput>;

export type StarterPrompt = Pick<PortablePrompt, "slug" | "name" | "description" | "category"> & {
  /** Whether the organization has a prompt of this slug. */
  isAdded: boolean;
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
