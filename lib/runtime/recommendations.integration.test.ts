import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { insertExecutions } from "@/lib/executions";
import type { ExecutionRecord } from "@/lib/executions/schemas";
import { executionRecord } from "@/lib/executions/test-executions";
import type { TestGateway } from "@/lib/gateway/test-gateway";
import {
  applyRecommendation,
  cancelOptimization,
  dismissRecommendation,
  listRecommendations,
  recommending,
  trackRecommendations,
} from "@/lib/optimization";
import { ListRecommendationsQuery, type Recommendation } from "@/lib/optimization/schemas";
import { addPromptVersion, createPrompt, getPrompt } from "@/lib/prompts";
import { CreatePromptInput, PromptContent } from "@/lib/prompts/schemas";
import { systemCtx } from "@/lib/platform/ctx";
import { openTestDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { testCtx } from "@/lib/platform/test-runtime";
import { getConfiguration, putConfiguration } from "@/lib/registry";
import { auditOf, seededCtx } from "@/lib/registry/test-registry";
import { addExamples, cancelTrainingRun, listTrainingRuns, updateRetrainSettings } from "@/lib/training";
import { AddExamplesInput } from "@/lib/training/schemas";
import { startTestOptimization, TASK } from "./test-optimization";

let database: TestDatabase;
let gateway: TestGateway;
const DAY_MS = 86_400_000;

beforeAll(async () => {
  database = await openTestDatabase("embedded");
  gateway = await startTestOptimization(database);
});
afterAll(async () => {
  await gateway.close();
  await database.close();
});
beforeEach(async () => {
  const { organizationId } = gateway.ctx;
  await database.db.optimizationRun.deleteMany({ where: { organizationId } });
  await database.db.recommendation.deleteMany({ where: { organizationId } });
  for (const table of ["executions", "execution_deltas", "execution_rollups"])
    await database.db.$executeRawUnsafe(`DELETE FROM ${table} WHERE organization_id = $1::uuid`, organizationId);
});

const record = (count: number, changes: (index: number) => Partial<ExecutionRecord>) =>
  insertExecutions(
    database.db,
    Array.from({ length: count }, (_, index) =>
      executionRecord(gateway.ctx.organizationId, {
        createdAt: new Date(Date.now() - DAY_MS - index * 1_000).toISOString(),
        ...changes(index),
      }),
    ),
  );
const served = (model: string, quality: number, costUsd: number) => (index: number) => ({
  taskSlug: TASK,
  modelSlug: model,
  providerSlug: "local",
  quality: quality + (index % 5),
  costUsd,
});

async function look(now = new Date()): Promise<void> {
  if (recommending.scope !== "organization") throw new Error("not of an organization");
  const ctx = { ...systemCtx(gateway.runtime, gateway.ctx.organizationId), now: () => now };
  await recommending.run({ ctx, signal: new AbortController().signal });
}
const list = async (query: object = {}, ctx = gateway.ctx) =>
  (await listRecommendations(ctx, ListRecommendationsQuery.parse(query))).items;
const kinds = (all: readonly Recommendation[]) => all.map(({ kind }) => kind).sort();

describe("recommendations from live rows", () => {
  it("name a better model, and one that nothing speaks for, once, with newer figures every time", async () => {
    await record(200, served("local/nb", 60, 0.02));
    await record(100, served("local/tfidf", 90, 0.01));
    await record(60, served("local/council", 50, 0.09));
    await look();
    const first = await list();
    expect(kinds(first)).toContain("better_model");
    expect(kinds(first)).toContain("remove_model");
    expect(first.find(({ kind }) => kind === "remove_model")).toMatchObject({
      task: TASK,
      title: expect.stringContaining("local/council") as string,
      effect: { what: "usd_a_month", mean: expect.closeTo(4.8, 1) as number },
    });
    await look();
    expect(await list()).toHaveLength(first.length);
  });

  it("propose to keep answers where the same is asked again, and no more once they are kept", async () => {
    const question = (index: number) => ({
      taskSlug: "general_chat",
      inputPreview: `What does plan ${index % 5} cost?`,
      inputTokens: 9,
      costUsd: 0.05,
    });
    await record(100, question);
    await look();
    expect((await list({ task: "general_chat" })).find(({ kind }) => kind === "enable_cache")).toMatchObject({
      explanation: expect.stringContaining("95 were equal") as string,
      effect: { what: "usd_a_month" },
    });
    await database.db.recommendation.deleteMany({ where: { organizationId: gateway.ctx.organizationId } });
    const { configuration } = await getConfiguration(gateway.ctx, "general_chat");
    const cache = { ...configuration.cache, mode: "exact" as const };
    await putConfiguration(gateway.ctx, "general_chat", { configuration: { ...configuration, cache }, reason: "" });
    await look();
    expect((await list()).filter(({ kind }) => kind === "enable_cache")).toEqual([]);
  });

  it("propose the shorter of two measured versions of a task's prompt, by its live requests alone", async () => {
    const prompt = { slug: "terse", name: "Terse", template: "Answer the question fully, with all that is known." };
    await createPrompt(gateway.ctx, CreatePromptInput.parse(prompt));
    await addPromptVersion(gateway.ctx, "terse", PromptContent.parse({ template: "Answer." }));
    const { versions } = await getPrompt(gateway.ctx, "terse");
    const idOf = (wanted: number) => versions.find(({ version }) => version === wanted)!.id;
    const before = await getConfiguration(gateway.ctx, "general_chat");
    const configuration = { ...before.configuration, prompt: { slug: "terse", version: 1 } };
    await putConfiguration(gateway.ctx, "general_chat", { configuration, reason: "" });
    const asked = (version: number, inputTokens: number, source: "gateway" | "benchmark") => (index: number) => ({
      taskSlug: "general_chat",
      promptVersionId: idOf(version),
      source,
      inputPreview: `question ${version} ${index} ${source}`,
      inputTokens,
      quality: 80 + (index % 3),
      costUsd: inputTokens / 1_000,
    });
    await record(100, asked(1, 900, "gateway"));
    await record(100, asked(2, 300, "benchmark"));
    await look();
    expect((await list()).filter(({ kind }) => kind === "shorten_prompt")).toEqual([]);
    await record(100, asked(2, 300, "gateway"));
    await look();
    expect((await list()).find(({ kind }) => kind === "shorten_prompt")).toMatchObject({
      task: "general_chat",
      title: expect.stringContaining("version 2 of the prompt terse") as string,
      effect: { what: "usd_a_month", mean: expect.closeTo(60, 3) as number },
    });
    await putConfiguration(gateway.ctx, "general_chat", { configuration: before.configuration, reason: "" });
  });

  it("are gone when nothing speaks for them any more, and are not proposed again once they were dismissed", async () => {
    await record(200, served("local/nb", 60, 0.02));
    await record(100, served("local/tfidf", 90, 0.01));
    await look(new Date(Date.now() - 4 * DAY_MS + 3 * DAY_MS));
    const [one] = await list();
    const dismissed = await dismissRecommendation(gateway.ctx, one!.id, { reason: "we know" });
    expect(dismissed).toMatchObject({ status: "dismissed", outcome: { reason: "we know", by: "Ada" } });
    expect((await auditOf(gateway.ctx, one!.id)).map(({ action }) => action)).toEqual(["recommendation.dismiss"]);
    await look();
    expect((await list()).map(({ id }) => id)).not.toContain(one!.id);
    await expect(dismissRecommendation(gateway.ctx, one!.id, { reason: "" })).rejects.toMatchObject({
      code: "conflict",
    });
    const later = { ...gateway.ctx, now: () => new Date(Date.now() + 10 * DAY_MS) };
    expect(await list({}, later)).toEqual([]);
    const open = (await list()).length;
    expect(await list({ status: "expired" }, later)).toHaveLength(open);
  });

  it("begin the search that verifies them when they are applied, once, and what came of it is told", async () => {
    const { configuration } = await getConfiguration(gateway.ctx, TASK);
    await putConfiguration(gateway.ctx, TASK, { configuration: { ...configuration, model: "local/nb" }, reason: "" });
    await record(200, served("local/nb", 60, 0.02));
    await record(100, served("local/tfidf", 90, 0.01));
    await look();
    const better = (await list()).find(({ kind }) => kind === "better_model")!;
    const run = await applyRecommendation(gateway.ctx, better.id);
    expect(run).toMatchObject({ task: TASK, type: "quality_improvement", status: "queued" });
    expect(await list({ status: "applied" })).toMatchObject([{ id: better.id, outcome: { optimizationId: run.id } }]);
    await expect(applyRecommendation(gateway.ctx, better.id)).rejects.toMatchObject({ code: "conflict" });
    expect(await trackRecommendations(gateway.ctx)).toEqual({ kinds: [] });
    await cancelOptimization(gateway.ctx, run.id);
    await database.db.optimizationRun.updateMany({
      where: { id: run.id },
      data: { result: { outcome: "improved" } },
    });
    expect(await trackRecommendations(gateway.ctx)).toMatchObject({
      kinds: [{ kind: "better_model", verified: 1, proven: 1, measured: null, high: expect.closeTo(1, 5) as number }],
    });
  });

  it("propose to train again where examples wait, start it with one click, and tell whether it was worth it", async () => {
    const { ctx } = gateway;
    await updateRetrainSettings(ctx, TASK, { exampleCount: 6, classifiers: ["nb"] });
    const texts = (label: string) => [1, 2, 3].map((number) => ({ text: `about ${label} ${number}`, label }));
    const add = (label: string) => addExamples(ctx, AddExamplesInput.parse({ task: TASK, examples: texts(label) }));
    await add("billing");
    await look();
    expect((await list()).filter(({ kind }) => kind === "retrain")).toEqual([]);
    await add("login");
    await updateRetrainSettings(ctx, TASK, { isAutomatic: true });
    await look();
    // What trains by itself needs nobody.
    expect((await list()).filter(({ kind }) => kind === "retrain")).toEqual([]);
    await updateRetrainSettings(ctx, TASK, { isAutomatic: false });
    await look();
    await look();
    const proposed = (await list()).filter(({ kind }) => kind === "retrain");
    expect(proposed).toMatchObject([
      { task: TASK, type: null, effect: null, explanation: expect.stringContaining("6 accepted examples") as string },
    ]);
    const viewer = testCtx(gateway.runtime, ctx.organizationId, "viewer");
    await expect(applyRecommendation(viewer, proposed[0]!.id)).rejects.toMatchObject({ code: "forbidden" });
    const clicks = await Promise.allSettled([1, 2].map(() => applyRecommendation(ctx, proposed[0]!.id)));
    expect(clicks.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const { items: runs } = await listTrainingRuns(ctx, { task: TASK, limit: 10 });
    expect(runs).toMatchObject([{ status: "queued", classifiers: ["nb"] }]);
    expect(await list({ status: "applied" })).toMatchObject([
      { kind: "retrain", outcome: { by: "Ada", optimizationId: null, trainingRunId: runs[0]!.id } },
    ]);
    await look();
    expect((await list()).filter(({ kind }) => kind === "retrain")).toEqual([]);
    expect(await trackRecommendations(ctx)).toEqual({ kinds: [] });
    await cancelTrainingRun(ctx, runs[0]!.id);
    expect(await trackRecommendations(ctx)).toEqual({ kinds: [] });
    await database.db.trainingRun.updateMany({
      where: { id: runs[0]!.id },
      data: { results: [{ comparison: { verdict: "not_better" } }] },
    });
    expect(await trackRecommendations(ctx)).toMatchObject({ kinds: [{ kind: "retrain", verified: 1, proven: 0 }] });
  });

  it("are the organization's own, and a viewer decides nothing", async () => {
    await record(200, served("local/nb", 60, 0.02));
    await record(100, served("local/tfidf", 90, 0.01));
    await look();
    const [one] = await list();
    const stranger = await seededCtx(gateway.runtime);
    expect(await list({}, stranger)).toEqual([]);
    await expect(applyRecommendation(stranger, one!.id)).rejects.toMatchObject({ code: "not_found" });
    const viewer = testCtx(gateway.runtime, gateway.ctx.organizationId, "viewer");
    expect((await list({}, viewer)).length).toBeGreaterThan(0);
    await expect(applyRecommendation(viewer, one!.id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(dismissRecommendation(viewer, one!.id, { reason: "" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(dismissRecommendation(gateway.ctx, "not-an-id", { reason: "" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
