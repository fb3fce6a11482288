import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { createJobRunner, type JobRunner } from "@/lib/platform/jobs";
import { testCtx } from "@/lib/platform/test-runtime";
import { registryRuntime, seededCtx } from "@/lib/registry/test-registry";
import type { ScoredPrompt } from "../learned/types";
import { LearnPolicyInput, ListPoliciesQuery, type RoutingPolicy } from "../policy-schemas";
import { activateRoutingPolicy, deactivateRoutingPolicy } from "./activate-policy";
import { createActivePolicies } from "./create-active-policies";
import { learnRoutingPolicy, ROUTING_POLICY_JOB } from "./learn-policy";
import { routingPolicyJob } from "./policy-job";
import { cancelRoutingPolicy, getRoutingPolicy, listRoutingPolicies } from "./routing-policies";

const TASK = "general_chat";
const SET = "00000000-0000-4000-8000-000000000001";

/** The strong model is right more often, and costs a hundred times as much. */
const PROMPTS = Array.from({ length: 120 }, (_, index): ScoredPrompt => ({
  id: String(index),
  prompt: `question ${index}`,
  task: TASK,
  scores: { "a/strong": index % 10 === 0 ? 0 : 1, "b/weak": index % 2 },
  costsUsd: { "a/strong": 0.01, "b/weak": 0.0001 },
  answers: {},
}));

describeEachDatabase("routing policies", (open) => {
  let database: TestDatabase;
  let ctx: Ctx;
  let runner: JobRunner;
  /** Holds the job up until it resolves. */
  let reading: Promise<unknown>;
  /** Follows every recorded prompt. */
  let filling: string;
  let longestRead: number;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    const runtime = registryRuntime(database.db);
    ctx = await seededCtx(runtime);
    runtime.routingPolicies = createActivePolicies(database.db, { log: runtime.log });
    reading = Promise.resolve();
    filling = "";
    longestRead = 0;
    const job = routingPolicyJob({
      embed: async (texts) => {
        longestRead = Math.max(longestRead, ...texts.map(({ length }) => length));
        return texts.map((text) => Float32Array.of(text.length, 1));
      },
      async *readRecordings() {
        await reading;
        for (const one of PROMPTS) yield { ...one, prompt: one.prompt + filling };
      },
    });
    runner = createJobRunner(runtime, { handlers: { [ROUTING_POLICY_JOB]: job }, pollMs: 20, cancelPollMs: 20 });
    runner.start();
  });
  afterEach(async () => {
    await runner.stop(1_000);
    await ctx.runtime.registry.stop();
    await database.db.job.deleteMany({});
  });

  const learn = (input: object = {}) =>
    learnRoutingPolicy(ctx, LearnPolicyInput.parse({ tasks: [TASK], replaySets: [SET], ...input }));
  const until = (id: string, status: RoutingPolicy["status"]) =>
    vi.waitFor(async () => expect(await getRoutingPolicy(ctx, id)).toMatchObject({ status }), { timeout: 30_000 });
  const inForce = (of = ctx) => of.runtime.routingPolicies.get(of.organizationId, TASK)?.id ?? null;

  it("are learnt in the background, with the evidence for them, and put in force only when they are better", async () => {
    const { id } = await learn();
    await until(id, "succeeded");
    const policy = await getRoutingPolicy(ctx, id);
    expect(policy.evidence).toMatchObject({ promptCount: 120, bestSingleModel: "a/strong" });
    expect(policy.comparison?.with).toEqual({ policyId: null, description: "always a/strong" });
    expect(policy.activeFor).toEqual(policy.comparison?.isBetter ? [TASK] : []);
    expect(inForce()).toBe(policy.comparison?.isBetter ? id : null);
  });

  it("take the place of an earlier one, and give it back", async () => {
    const first = await learn({ activate: "always" });
    await until(first.id, "succeeded");
    expect(inForce()).toBe(first.id);
    const second = await learn({ activate: "never" });
    await until(second.id, "succeeded");
    expect((await getRoutingPolicy(ctx, second.id)).comparison?.with.policyId).toBe(first.id);
    expect(inForce()).toBe(first.id);

    await activateRoutingPolicy(ctx, second.id, { reason: "" });
    expect(inForce()).toBe(second.id);
    await activateRoutingPolicy(ctx, first.id, { reason: "undo" });
    expect(inForce()).toBe(first.id);
    await deactivateRoutingPolicy(ctx, first.id);
    expect(inForce()).toBeNull();
  });

  it("are learnt from as much of a prompt as they are asked with", async () => {
    filling = "x".repeat(20_000);
    const { id } = await learn();
    await until(id, "succeeded");
    expect(longestRead).toBe(8_000);
  });

  it("leave nothing in force when the learning is cancelled, and cannot be put in force then", async () => {
    let go = () => {};
    reading = new Promise<void>((resolve) => (go = resolve));
    const cancelled = await learn({ activate: "always" });
    await until(cancelled.id, "running");
    await cancelRoutingPolicy(ctx, cancelled.id);
    go();
    await until(cancelled.id, "cancelled");
    await expect(activateRoutingPolicy(ctx, cancelled.id, { reason: "" })).rejects.toMatchObject({ code: "conflict" });
  });

  it("are listed by task in full pages, whatever was learnt for other tasks meanwhile", async () => {
    const wanted = [await learn(), await learn()].map(({ id }) => id);
    await learn({ tasks: ["code_review"] });
    await learn({ tasks: ["code_review"] });
    const first = await listRoutingPolicies(ctx, ListPoliciesQuery.parse({ task: TASK, limit: 1 }));
    expect(first.items.map(({ id }) => id)).toEqual([wanted[1]]);
    const second = await listRoutingPolicies(
      ctx,
      ListPoliciesQuery.parse({ task: TASK, limit: 1, cursor: first.nextCursor! }),
    );
    expect(second).toMatchObject({ items: [{ id: wanted[0] }], nextCursor: null });
    expect((await listRoutingPolicies(ctx, ListPoliciesQuery.parse({ task: "lead_scoring" }))).items).toEqual([]);
  });

  it("are the organization's own, and a viewer changes nothing", async () => {
    const { id } = await learn({ activate: "always" });
    await until(id, "succeeded");
    const stranger = await seededCtx(ctx.runtime);
    await expect(getRoutingPolicy(stranger, id)).rejects.toMatchObject({ code: "not_found" });
    expect((await listRoutingPolicies(stranger, ListPoliciesQuery.parse({}))).items).toEqual([]);
    expect(inForce(stranger)).toBeNull();
    const viewer = testCtx(ctx.runtime, ctx.organizationId, "viewer");
    await expect(deactivateRoutingPolicy(viewer, id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      learnRoutingPolicy(viewer, LearnPolicyInput.parse({ tasks: [TASK], executionDays: 1 })),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(learn({ tasks: ["no_such_task"] })).rejects.toMatchObject({ code: "not_found" });
  });
});
