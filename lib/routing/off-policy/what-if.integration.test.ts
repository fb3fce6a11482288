import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from "vitest";
import { insertExecutions } from "@/lib/executions";
import type { RouteCandidate } from "@/lib/executions/schemas";
import { executionRecord } from "@/lib/executions/test-executions";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { registryRuntime, seededCtx } from "@/lib/registry/test-registry";
import { WhatIfQuery } from "../schemas";
import { whatIf } from "./what-if";

const TASK = "email_writing";
const MADE = "openai/gpt-5-mini";
const OTHER = "local/embed";

describeEachDatabase("whatIf", (open) => {
  let database: TestDatabase;
  let ctx: Ctx;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    const runtime = registryRuntime(database.db, {}, { now: () => new Date("2026-03-10T12:30:00.000Z") });
    onTestFinished(() => runtime.registry.stop());
    ctx = await seededCtx(runtime);
  });

  const candidate = (model: string, costUsd: number): RouteCandidate => ({
    model,
    quality: 80,
    qualityLow: 70,
    qualityHigh: 90,
    observations: 10,
    costUsd,
    latencyMsP50: 400,
    utility: 1,
  });

  type Made = { model?: string; propensity?: number; mode?: "routed" | "requested"; count?: number; hoursAgo?: number };

  const make = ({ model = MADE, propensity = 0.5, mode = "routed", count = 1, hoursAgo = 1 }: Made) =>
    insertExecutions(
      database.db,
      Array.from({ length: count }, () =>
        executionRecord(ctx.organizationId, {
          createdAt: new Date(ctx.now().getTime() - hoursAgo * 3_600_000).toISOString(),
          taskSlug: TASK,
          modelSlug: model,
          quality: model === MADE ? 90 : 60,
          costUsd: model === MADE ? 0.01 : 0.002,
          route: {
            mode,
            strategy: "balanced",
            model,
            reason: "",
            propensity,
            isExploration: propensity < 0.5,
            fallbacks: [],
          },
          rankingId: `ranking-${ctx.organizationId}`,
          ranking: {
            id: `ranking-${ctx.organizationId}`,
            candidates: [candidate(MADE, 0.01), candidate(OTHER, 0.002)],
            excluded: [],
          },
        }),
      ),
    );

  const ask = (query: Record<string, unknown>, by = ctx) => whatIf(by, WhatIfQuery.parse({ task: TASK, ...query }));

  it("estimates from routed decisions of the window alone", async () => {
    await make({ count: 60 });
    await make({ model: OTHER, count: 60 });
    await make({ mode: "requested", count: 5, propensity: 1 });
    await make({ hoursAgo: 31 * 24, count: 5 });
    const answer = await ask({ model: OTHER });
    expect(answer).toMatchObject({ decisions: 120, comparable: 120, isCut: false, agreementShare: 0.5 });
    expect(answer.quality!.actual.mean).toBeCloseTo(75);
    expect(answer.quality!.other.snips!.mean).toBeCloseTo(60);
    expect(answer.costUsd!.other.snips!.mean).toBeCloseTo(0.002);
    expect((await ask({ strategy: "best_cost" })).models).toEqual([
      { model: OTHER, actualShare: 0.5, otherShare: 1 },
      { model: MADE, actualShare: 0.5, otherShare: 0 },
    ]);
  });

  it("says that nothing is known without traffic", async () => {
    expect(await ask({ strategy: "fastest" })).toMatchObject({ decisions: 0, comparable: 0, quality: null });
  });

  it("shows nothing of another organization", async () => {
    await make({ count: 10 });
    const stranger = await seededCtx(ctx.runtime);
    expect(await ask({ model: MADE }, stranger)).toMatchObject({ decisions: 0 });
  });

  it("names what is wrong with the question", async () => {
    await expect(ask({ model: "openai/gpt-5-minii" })).rejects.toMatchObject({
      code: "not_found",
      message: expect.stringContaining("`openai/gpt-5-mini`"),
    });
    await expect(ask({ task: "email_writin", strategy: "fastest" })).rejects.toMatchObject({ code: "not_found" });
    for (const wrong of [
      {},
      { strategy: "fastest", model: MADE },
      { strategy: "cheapest" },
      { model: MADE, minQuality: 101 },
    ]) {
      expect(WhatIfQuery.safeParse({ task: TASK, ...wrong }).success).toBe(false);
    }
  });
});
