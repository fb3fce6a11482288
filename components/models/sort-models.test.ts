import { describe, expect, it } from "vitest";
import type { Model } from "@/lib/registry/schemas";
import { MODEL_SORTS, sortModels } from "./sort-models";

const model = (slug: string, inputPerMillion: number | null, status: Model["status"] = "ready"): Model => ({
  id: slug,
  slug,
  providerSlug: slug.split("/")[0]!,
  upstreamId: slug,
  name: slug,
  kind: "chat",
  capabilities: [],
  contextWindow: null,
  maxOutputTokens: null,
  price: {
    inputPerMillion,
    outputPerMillion: null,
    cacheReadPerMillion: null,
    cacheWritePerMillion: null,
    source: "override",
    ref: "override:1",
    asOf: "2026-01-01",
  },
  costEfficiency: null,
  isEnabled: true,
  status,
  isBuiltIn: true,
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
});

const MODELS = [model("b/x", 2), model("a/x", null), model("c/x", 0), model("a/y", 10, "no_key")];
const slugs = (models: readonly Model[]) => models.map(({ slug }) => slug);

describe("sortModels", () => {
  it("puts unknown prices last in both directions, and free models where zero belongs", () => {
    expect(slugs(sortModels(MODELS, "input", "asc"))).toEqual(["c/x", "b/x", "a/y", "a/x"]);
    expect(slugs(sortModels(MODELS, "input", "desc"))).toEqual(["a/y", "b/x", "c/x", "a/x"]);
  });

  it("puts ready models first when no order is asked", () => {
    expect(slugs(sortModels(MODELS, null, "asc"))).toEqual(["a/x", "b/x", "c/x", "a/y"]);
  });

  it.each(MODEL_SORTS)("keeps every model when sorted by %s", (by) => {
    expect(slugs(sortModels(MODELS, by, "desc")).sort()).toEqual(slugs(MODELS).sort());
  });
});
