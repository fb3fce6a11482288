import { queryOptions } from "@tanstack/react-query";
import type {
  CreatePromptInput,
  ImportPreview,
  ImportResult,
  Prompt,
  PromptDetail,
  PromptPreview,
  PromptVariable,
  PromptVersion,
  PromptVersionUsage,
  RequestsPreview,
  VariableValues,
} from "@/lib/prompts/schemas";
import type { PromptCategory } from "@/lib/prompts/words";
import { api, newIdempotencyKey, toSearch } from "./api";

export type PromptFilters = { category?: PromptCategory | null; search?: string | null };

/** In order of slug, the first 200. */
export const promptsQuery = (filters: PromptFilters = {}) =>
  queryOptions({
    queryKey: ["prompts", "list", filters],
    queryFn: ({ signal }) => api<Prompt[]>(`/prompts?${toSearch({ ...filters, limit: 200 })}`, { signal }),
  });

/** One prompt with its versions. */
export const promptQuery = (slug: string) =>
  queryOptions({
    queryKey: ["prompts", "one", slug],
    queryFn: ({ signal }) => api<PromptDetail>(`/prompts/${slug}`, { signal }),
  });

/** How each version fared in the last 30 days. */
export const promptUsageQuery = (slug: string) =>
  queryOptions({
    queryKey: ["prompts", "usage", slug],
    queryFn: ({ signal }) => api<PromptVersionUsage[]>(`/prompts/${slug}/usage`, { signal }),
    refetchInterval: 10_000,
  });

export type Draft = { template: string; variables?: PromptVariable[]; values: VariableValues };

/** How a text that is still being written would be sent. */
export const promptPreviewQuery = (draft: Draft) =>
  queryOptions({
    queryKey: ["prompt-preview", draft],
    queryFn: ({ signal }) => api<PromptPreview>("/prompts/preview", { body: draft, signal }),
    retry: false,
  });

type NewPrompt = Pick<CreatePromptInput, "slug" | "name" | "description" | "category" | "template">;

export const createPrompt = (input: NewPrompt, idempotencyKey: string) =>
  api<Prompt>("/prompts", { body: input, idempotencyKey });

export const deletePrompt = (slug: string) => api<Prompt>(`/prompts/${slug}`, { method: "DELETE" });

export const restorePrompt = (slug: string) => api<Prompt>(`/prompts/${slug}/restore`, { method: "POST" });

type NewVersion = { template: string; variables: PromptVariable[]; notes: string };

export const addPromptVersion = (slug: string, input: NewVersion, idempotencyKey: string) =>
  api<PromptVersion>(`/prompts/${slug}/versions`, { body: input, idempotencyKey });

export const setPromptLabel = (slug: string, label: string, version: number) =>
  api<Prompt>(`/prompts/${slug}/labels/${label}`, { method: "PUT", body: { version } });

export const removePromptLabel = (slug: string, label: string) =>
  api<Prompt>(`/prompts/${slug}/labels/${label}`, { method: "DELETE" });

export const addStarterPrompts = () => api<ImportResult>("/prompts/starter", { body: {} });

/** Of all prompts, to be taken in elsewhere. */
export const PROMPTS_FILE = "/api/v1/prompts/export";

export type ExistingPrompts = "skip" | "add_version";

/** What taking in a file would do. */
export const importPreviewQuery = (text: string, existing: ExistingPrompts) =>
  queryOptions({
    queryKey: ["prompts", "import-preview", text, existing],
    queryFn: ({ signal }) => api<ImportPreview>("/prompts/import/preview", { body: { text, existing }, signal }),
    retry: false,
  });

/** The prompts of a file at these places of its list. The file was found to be sound there. */
export function importPrompts(text: string, places: readonly number[], existing: ExistingPrompts) {
  const file = JSON.parse(text) as { format: string; prompts: unknown[] };
  const prompts = file.prompts.filter((_, index) => places.includes(index));
  return api<ImportResult>("/prompts/import", {
    body: { format: file.format, prompts, existing },
    idempotencyKey: newIdempotencyKey(),
  });
}

/** A version with the values of requests that were really made. */
export const requestsPreviewQuery = (slug: string, version: number, task: string | null) =>
  queryOptions({
    queryKey: ["prompts", "requests", slug, version, task],
    queryFn: ({ signal }) =>
      api<RequestsPreview>(`/prompts/${slug}/requests?${toSearch({ version, task })}`, { signal }),
  });
