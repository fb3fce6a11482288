import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createExperiment, getResults, resultRows, startExperiment, stopExperiment } from "@/lib/experiments";
import { CreateExperimentInput } from "@/lib/experiments/schemas";
import { listExecutions } from "@/lib/executions";
import { ListExecutionsQuery } from "@/lib/executions/schemas";
import { openTestDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { updateModel } from "@/lib/registry";
import { startTestGateway, type TestGateway } from "./test-gateway";

describe("an experiment in the gateway", () => {
  let database: TestDatabase;
  let gateway: TestGateway;
  const fast = "simulator/sim-instant";
  beforeAll(async () => {
    database = await openTestDatabase("embedded");
    gateway = await startTestGateway(database);
    const { slug } = await createExperiment(
      gateway.ctx,
      CreateExperimentInput.parse({
        slug: "which-model",
        name: "Which model",
        task: "general_chat",
        unit: "user",
        variants: [
          { key: "control", name: "Control", weight: 0.5 },
          { key: "fast", name: "Fast", weight: 0.5, configuration: { model: fast, parameters: { temperature: 0 } } },
        ],
        primary: { measure: "success" },
        segmentBy: "plan",
      }),
    );
    await startExperiment(gateway.ctx, slug, {});
  });
  afterAll(async () => {
    await gateway.close();
    await database.close();
  });

  async function ask(
    body: object,
  ): Promise<{ status: number; body: { model: string; gym?: { experiment?: { slug: string; variant: string } } } }> {
    const answer = await fetch(`${gateway.urls.node}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${gateway.key}`, "content-type": "application/json" },
      body: JSON.stringify({ model: "auto", messages: [{ role: "user", content: "Hello" }], ...body }),
    });
    return { status: answer.status, body: (await answer.json()) as never };
  }
  const variantOf = async (userRef: string, more: object = {}) =>
    (await ask({ gym: { userRef, ...more } })).body.gym?.experiment?.variant;

  it("serves each user one variant, with its settings, and records which", async () => {
    const users = Array.from({ length: 20 }, (_, index) => `user-${index}`);
    const first = await Promise.all(users.map((user) => variantOf(user, { tags: { plan: "pro" } })));
    expect(new Set(first)).toEqual(new Set(["control", "fast"]));
    expect(await Promise.all(users.map((user) => variantOf(user)))).toEqual(first);
    await gateway.runtime.recorder.flush();
    const { items } = await listExecutions(
      gateway.ctx,
      ListExecutionsQuery.parse({ experiment: "which-model", limit: 200 }),
    );
    expect(items).toHaveLength(40);
    for (const { variant, modelSlug } of items) if (variant === "fast") expect(modelSlug).toBe(fast);
    const results = await getResults(gateway.ctx, "which-model");
    expect(results.units).toBe(20);
    expect(
      resultRows(results)
        .filter(({ metric }) => metric === "success")
        .map(({ count }) => count)
        .reduce((a, b) => a + b),
    ).toBe(20);
    expect(results.segments.map(({ segment }) => segment)).toEqual(["pro"]);
  });

  it("leaves alone who names no user, a model or a strategy, and counts no forced variant", async () => {
    expect((await ask({})).body.gym?.experiment).toBeUndefined();
    expect((await ask({ model: fast, gym: { userRef: "user-1" } })).body.gym?.experiment).toBeUndefined();
    expect(await variantOf("user-1", { strategy: "fastest" })).toBeUndefined();
    const forced = await ask({ gym: { userRef: "tester", variant: "which-model:fast" } });
    expect(forced.body.gym?.experiment).toEqual({ slug: "which-model", variant: "fast" });
    expect((await ask({ gym: { variant: "which-model:none" } })).status).toBe(404);
    await gateway.runtime.recorder.flush();
    expect((await getResults(gateway.ctx, "which-model")).units).toBe(20);
  });

  it("serves as if there were none while a variant's model is switched off, and does not count that", async () => {
    await updateModel(gateway.ctx, fast, { isEnabled: false });
    const users = Array.from({ length: 20 }, (_, index) => `user-${index}`);
    const answers = await Promise.all(users.map((userRef) => ask({ gym: { userRef } })));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const variants = answers.map(({ body }) => body.gym?.experiment?.variant);
    expect(new Set(variants)).toEqual(new Set(["control", undefined]));
    await updateModel(gateway.ctx, fast, { isEnabled: true });
    expect(new Set(await Promise.all(users.map((user) => variantOf(user))))).toEqual(new Set(["control", "fast"]));
  });

  it("ends for the very next request when it is stopped", async () => {
    await stopExperiment(gateway.ctx, "which-model", { promote: null });
    expect(await variantOf("user-1")).toBeUndefined();
  });
});
