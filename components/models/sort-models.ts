import type { Model } from "@/lib/registry/schemas";

export const MODEL_SORTS = ["model", "context", "input", "output", "efficiency"] as const;
export type ModelSort = (typeof MODEL_SORTS)[number];

const VALUES: Record<ModelSort, (model: Model) => string | number | null> = {
  /** Begins with the provider, so models of one stand together. */
  model: ({ slug }) => slug,
  context: ({ contextWindow }) => contextWindow,
  input: ({ price }) => price?.inputPerMillion ?? null,
  output: ({ price }) => price?.outputPerMillion ?? null,
  efficiency: ({ costEfficiency }) => costEfficiency,
};

/** A sorted copy. Unknown values come last in either direction; ties are in order of slug. Without `by`: ready models first. */
export function sortModels(models: readonly Model[], by: ModelSort | null, direction: "asc" | "desc"): Model[] {
  const bySlug = (a: Model, b: Model) => compare(a.slug, b.slug);
  if (by === null) {
    return [...models].sort((a, b) => Number(b.status === "ready") - Number(a.status === "ready") || bySlug(a, b));
  }
  const valueOf = VALUES[by];
  const sign = direction === "asc" ? 1 : -1;
  return [...models].sort((a, b) => {
    const [left, right] = [valueOf(a), valueOf(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null) || bySlug(a, b);
    return sign * compare(left, right) || bySlug(a, b);
  });
}

const compare = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0);
