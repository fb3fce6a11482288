import { describe, expect, it } from "vitest";
import { PROFILES } from "@/simulator/profiles";
import { BUILT_IN_TASKS, defaultConfiguration } from "./built-in-tasks";
import { CATALOGUE, catalogueSlug } from "./catalogue";
import { catalogueRows } from "./catalogue-models";
import { ModelSlug } from "./model-schemas";
import { Configuration, TaskSlug } from "./task-schemas";
import { TASK_KINDS } from "./words";

const NOW = new Date("2026-11-21T12:00:00Z");
const slugs = CATALOGUE.map((model) => catalogueSlug(model.providerKind, model));
const chat = CATALOGUE.filter(({ kind, providerKind }) => kind === "chat" && providerKind !== "simulator");

describe("the catalogue", () => {
  it("holds at least twelve real chat models of at least five providers", () => {
    expect(chat.length).toBeGreaterThanOrEqual(12);
    expect(new Set(chat.map(({ providerKind }) => providerKind)).size).toBeGreaterThanOrEqual(5);
  });

  it("names every model once, by a slug that the API accepts", () => {
    expect(new Set(slugs).size).toBe(slugs.length);
    for (const slug of slugs) expect(ModelSlug.safeParse(slug).success).toBe(true);
  });

  it("knows the context window of every real chat model", () => {
    const kinds = new Set(chat.map(({ providerKind }) => providerKind));
    const rows = [...kinds].flatMap((kind) => catalogueRows(kind, kind, NOW)).filter(({ kind }) => kind === "chat");
    const unknown = rows.filter(({ contextWindow }) => contextWindow === null).map(({ slug }) => slug);
    expect(unknown).toEqual([]);
  });

  it("claims a long context exactly for windows of 200,000 tokens and more", () => {
    for (const row of catalogueRows("groq", "groq", NOW)) expect(row.capabilities).not.toContain("long_context");
    for (const row of catalogueRows("anthropic", "anthropic", NOW)) expect(row.capabilities).toContain("long_context");
  });

  it("offers exactly the simulator's models, at the simulator's prices", () => {
    const offered = CATALOGUE.filter(({ providerKind }) => providerKind === "simulator");
    const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id);
    expect(
      offered.map(({ upstreamId, simulatedPrice }) => ({ id: upstreamId, price: simulatedPrice })).sort(byId),
    ).toEqual(PROFILES.map(({ id, price }) => ({ id, price })).sort(byId));
  });
});

describe("the built-in tasks", () => {
  it("are the fifteen of the vocabulary", () => {
    expect(BUILT_IN_TASKS.map(({ slug }) => slug).sort()).toEqual(
      (
        "website_analysis email_writing code_generation conversation_response lead_scoring content_summarization " +
        "data_extraction general_chat ticket_classification ticket_sentiment ticket_suggestion code_review " +
        "semantic_search rfc_generation multimodal_search"
      )
        .split(" ")
        .sort(),
    );
    for (const { slug } of BUILT_IN_TASKS) expect(TaskSlug.safeParse(slug).success).toBe(true);
  });

  it("have a complete default configuration that names no model, so that any set of providers can serve them", () => {
    for (const { slug, kind } of BUILT_IN_TASKS) {
      const configuration = defaultConfiguration(slug, kind);
      expect(Configuration.parse(configuration)).toEqual(configuration);
      expect(configuration).toMatchObject({ model: null, candidates: null, fallbacks: [], explorationShare: 0.05 });
    }
  });

  it("give a task that people add the defaults of its kind", () => {
    for (const kind of TASK_KINDS)
      expect(Configuration.safeParse(defaultConfiguration("my_task", kind)).success).toBe(true);
    expect(defaultConfiguration("my_task", "generation").constraints.requiredCapabilities).toEqual(["chat"]);
  });
});
