import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { getExecution, insertExecutions, metricsStats } from "@/lib/executions";
import { StatsQuery, type ExecutionRecord } from "@/lib/executions/schemas";
import { executionRecord } from "@/lib/executions/test-executions";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { newId } from "@/lib/platform/ids";
import { testCtx } from "@/lib/platform/test-runtime";
import { publishModelVersion } from "@/lib/registry";
import { registryRuntime, seededCtx, versionInput } from "@/lib/registry/test-registry";
import { answerMetrics } from "./answer-metrics";
import { exportAnswerMetrics } from "./export-answer-metrics";
import { feedbackStatistics } from "./feedback-statistics";
import { giveFeedback, MOVES_PER_DAY } from "./give-feedback";
import { listFeedback } from "./list-feedback";
import { readGiven } from "./read-given";
import { AnswerMetricsQuery, FeedbackStatsQuery, ListFeedbackQuery } from "./schemas";
import { withdrawFeedback } from "./withdraw-feedback";

const NOW = Date.parse("2026-03-10T12:00:00.000Z");

describeEachDatabase("feedback", (open) => {
  let database: TestDatabase;
  let runtime: ReturnType<typeof registryRuntime>;
  let ctx: Ctx;
  let nowMs: number;

  beforeAll(async () => {
    database = await open();
    runtime = {
      ...registryRuntime(database.db, {}, { now: () => new Date(nowMs++) }),
      recorder: {
        flush: () => Promise.resolve(),
        stats: () => ({ pending: 0, unstored: 0, rejected: 0, lastError: null }),
      } as never,
    };
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    nowMs = NOW;
    ctx = await seededCtx(runtime);
  });

  const execution = async (changes: Partial<ExecutionRecord> = {}): Promise<ExecutionRecord> => {
    const record = executionRecord(ctx.organizationId, {
      createdAt: new Date(nowMs - 120_000).toISOString(),
      label: "refund",
      outputPreview: "refund",
      ...changes,
    });
    await insertExecutions(database.db, [record]);
    return record;
  };
  const give = (body: object, by = ctx) => giveFeedback(by, readGiven(body as Record<string, unknown>));
  const stats = (query: object = {}, by = ctx) => feedbackStatistics(by, FeedbackStatsQuery.parse(query));
  const list = async (query: object = {}, by = ctx) => (await listFeedback(by, ListFeedbackQuery.parse(query))).items;
  const modelStats = async () =>
    (
      await metricsStats(
        ctx,
        StatsQuery.parse({ groupBy: "model", from: "2026-03-01T00:00:00Z", to: "2026-03-20T00:00:00Z" }),
      )
    ).rows[0]!;

  describe("giving", () => {
    it("stores every kind with what it says of the answer", async () => {
      const { id } = await execution();
      const { feedback } = await give({
        feedback: [
          { executionId: id, kind: "approval", value: false, userRef: "a" },
          { executionId: id, kind: "rating", value: 4, userRef: "b" },
          { executionId: id, kind: "correction", value: "card", userRef: "c", comment: "It is about a card" },
          { executionId: id, kind: "label", value: "refund", userRef: "d", source: "expert" },
          { executionId: id, kind: "usage", value: "edited", userRef: "e" },
          { executionId: id, kind: "comment", value: "Hm", userRef: "f" },
        ],
      });
      expect(feedback.map(({ approval, isRight, rightLabel }) => [approval, isRight, rightLabel])).toEqual([
        [0, false, null],
        [0.75, true, "refund"],
        [0, false, "card"],
        [1, true, "refund"],
        [0.5, false, null],
        [null, null, null],
      ]);
      expect(await list()).toHaveLength(6);
    });

    it("counts once what is said twice, also at the same moment, and replaces what is said differently", async () => {
      const { id } = await execution();
      const answers = await Promise.all([1, 2, 3].map(() => give({ executionId: id, kind: "approval", value: true })));
      expect(answers.map(({ stored }) => stored).sort()).toEqual([0, 0, 1]);
      const changed = await give({ executionId: id, kind: "approval", value: false });
      expect(changed).toMatchObject({ stored: 1, duplicates: 0 });
      expect(await list()).toMatchObject([{ id: answers[0]!.feedback[0]!.id, value: false }]);
      expect((await getExecution(ctx, id)).quality).toBe(0);
    });

    it("stores one `clientId` once, and refuses it for something else", async () => {
      const { id } = await execution();
      await give({ executionId: id, kind: "rating", value: 2, clientId: "fb-1" });
      expect(await give({ executionId: id, kind: "rating", value: 2, clientId: "fb-1" })).toMatchObject({
        stored: 0,
        duplicates: 1,
      });
      await expect(give({ executionId: id, kind: "rating", value: 3, clientId: "fb-1" })).rejects.toMatchObject({
        code: "conflict",
        field: "clientId",
      });
    });

    it("takes a batch whole or not at all, and names the entry that is wrong", async () => {
      const { id } = await execution();
      const good = { executionId: id, kind: "approval", value: true };
      await expect(give({ feedback: [good, { ...good, executionId: newId() }] })).rejects.toMatchObject({
        code: "not_found",
        field: "feedback[1].executionId",
      });
      await expect(give({ feedback: [good, { ...good, value: "yes" }] })).rejects.toMatchObject({
        code: "invalid_input",
        field: "feedback[1].value",
      });
      expect(() => readGiven({ feedback: [] })).toThrow(/1 to 500/);
      expect(() => readGiven({ feedback: [good], source: "user" })).toThrow(/belongs into each entry/);
      expect(() => readGiven({ ...good, sorce: "user" })).toThrow(/did you mean `source`/);
      expect(await list()).toEqual([]);
    });

    it("refuses a label that the task's model does not know, and names those that it knows", async () => {
      await publishModelVersion(ctx, {
        ...versionInput(["refund", "card"]),
        activate: true,
        trainingRunId: null,
      });
      const { id } = await execution();
      await expect(give({ executionId: id, kind: "correction", value: "refnd" })).rejects.toMatchObject({
        code: "invalid_input",
        field: "value",
        message: expect.stringMatching(/did you mean `refund`.*Known: `card`, `refund`/) as string,
      });
      expect(await give({ executionId: id, kind: "correction", value: " card " })).toMatchObject({ stored: 1 });
    });

    it("refuses to judge an execution that is under way or has no answer, but takes a comment", async () => {
      const failed = await execution({ status: "failed", label: null, outputPreview: null });
      await expect(give({ executionId: failed.id, kind: "rating", value: 1 })).rejects.toMatchObject({
        code: "conflict",
      });
      expect(await give({ executionId: failed.id, kind: "comment", value: "It failed twice" })).toMatchObject({
        stored: 1,
      });
    });

    it("is refused to readers and to other organizations", async () => {
      const { id } = await execution();
      const reader = testCtx(runtime, ctx.organizationId, "viewer");
      await expect(give({ executionId: id, kind: "approval", value: true }, reader)).rejects.toMatchObject({
        code: "forbidden",
      });
      const stranger = await seededCtx(runtime);
      await expect(give({ executionId: id, kind: "approval", value: true }, stranger)).rejects.toMatchObject({
        code: "not_found",
      });
      const { feedback } = await give({ executionId: id, kind: "approval", value: true });
      await expect(withdrawFeedback(stranger, feedback[0]!.id)).rejects.toMatchObject({ code: "not_found" });
      expect(await list({}, stranger)).toEqual([]);
    });
  });

  describe("quality", () => {
    it("is what people say of the answer, in the execution and in every sum, and what was measured once they take it back", async () => {
      const { id } = await execution({ quality: 80 });
      await execution({ quality: 60 });
      expect(await modelStats()).toMatchObject({ quality: 70, approvalRate: null });
      const { feedback } = await give({ executionId: id, kind: "approval", value: false });
      expect(await getExecution(ctx, id)).toMatchObject({ quality: 0 });
      expect(await modelStats()).toMatchObject({ count: 2, quality: 30, qualityCount: 2, approvalRate: 0 });
      await withdrawFeedback(ctx, feedback[0]!.id);
      expect(await getExecution(ctx, id)).toMatchObject({ quality: 80 });
      expect(await modelStats()).toMatchObject({ count: 2, quality: 70, qualityCount: 2, approvalRate: null });
    });

    it("is known once people judge what nothing measured, and unknown again when they take it back", async () => {
      const { id } = await execution({ quality: null });
      const { feedback } = await give({ executionId: id, kind: "rating", value: 5 });
      expect((await getExecution(ctx, id)).quality).toBe(100);
      await withdrawFeedback(ctx, feedback[0]!.id);
      expect((await getExecution(ctx, id)).quality).toBeNull();
    });

    it("is moved by one giver for so many executions a day only", async () => {
      const records = Array.from({ length: MOVES_PER_DAY + 5 }, () =>
        executionRecord(ctx.organizationId, { createdAt: new Date(NOW - 120_000).toISOString(), quality: 90 }),
      );
      await insertExecutions(database.db, records);
      const all = (userRef: string) =>
        records.map(({ id }) => ({ executionId: id, kind: "approval", value: false, userRef }));
      const { feedback } = await give({ feedback: all("flood") });
      expect(feedback.filter(({ movesQuality }) => movesQuality)).toHaveLength(MOVES_PER_DAY);
      expect(await modelStats()).toMatchObject({
        qualityCount: MOVES_PER_DAY + 5,
        quality: (5 * 90) / (MOVES_PER_DAY + 5),
      });
      const [last] = records.slice(-1);
      expect(
        (await give({ executionId: last!.id, kind: "approval", value: true, userRef: "other" })).feedback[0]!
          .movesQuality,
      ).toBe(true);
    });
  });

  describe("statistics", () => {
    it("says what people think by model, task, kind, source and day, and of nothing that it is unknown", async () => {
      expect((await stats()).total).toMatchObject({
        count: 0,
        approvalRate: null,
        balancedApprovalRate: null,
        accuracy: null,
      });
      const a = await execution();
      const b = await execution({
        modelSlug: "local/nb",
        taskSlug: "email_writing",
        label: null,
        outputPreview: "Dear",
      });
      await give({
        feedback: [
          { executionId: a.id, kind: "label", value: "card", userRef: "a" },
          { executionId: a.id, kind: "approval", value: true, userRef: "b" },
          { executionId: b.id, kind: "usage", value: "used", userRef: "a" },
          { executionId: b.id, kind: "usage", value: "dismissed", userRef: "b" },
          { executionId: b.id, kind: "rating", value: 5, userRef: "c", source: "expert" },
        ],
      });
      const { total, groups } = await stats();
      expect(total).toMatchObject({
        count: 5,
        givers: 3,
        shareOfBusiest: 0.4,
        judgedCount: 2,
        accuracy: 0.5,
        rating: 5,
      });
      expect(groups.map(({ value, count, usageRate, helpfulness }) => [value, count, usageRate, helpfulness])).toEqual([
        ["local/nb", 3, 0.5, 1],
        ["openai/gpt-5-mini", 2, null, null],
      ]);
      expect((await stats({ groupBy: "task" })).groups.map(({ value }) => value)).toEqual([
        "email_writing",
        "ticket_classification",
      ]);
      expect((await stats({ groupBy: "day" })).groups).toMatchObject([{ value: "2026-03-10", count: 5 }]);
      expect(
        (await stats({ task: "email_writing", groupBy: "source" })).groups.map(({ value, count }) => [value, count]),
      ).toEqual([
        ["user", 2],
        ["expert", 1],
      ]);
      expect((await stats({ to: "2026-03-01T00:00:00Z", from: "2026-02-01T00:00:00Z" })).total.count).toBe(0);
    });

    it("tells classifications by accuracy and suggestions by use, and what could be done", async () => {
      const classified = await execution({ confidence: 0.4 });
      const suggested = await execution({ taskSlug: "email_writing", label: null, outputPreview: "Dear" });
      await give({
        feedback: [
          { executionId: classified.id, kind: "label", value: "card" },
          { executionId: suggested.id, kind: "usage", value: "edited" },
        ],
      });
      const metrics = await answerMetrics(ctx, AnswerMetricsQuery.parse({ period: "week" }));
      expect(metrics.classification).toMatchObject([
        { task: "ticket_classification", count: 1, accuracy: 0, judgedCount: 1, confidence: 0.4, inputTokens: 100 },
      ]);
      expect(metrics.suggestions).toMatchObject([{ task: "email_writing", usage: { edited: 1 }, usageRate: 1 }]);
      expect(metrics.recommendations).toEqual([]);
    });

    it("tells how a task's answers spread over its labels, to the organization alone", async () => {
      await execution();
      await execution();
      await execution({ label: "card", modelSlug: "local/nb" });
      await execution({ taskSlug: "email_writing", label: null });
      const ask = (query: object, by = ctx) =>
        answerMetrics(by, AnswerMetricsQuery.parse({ period: "week", ...query }));
      const task = "ticket_classification";
      expect((await ask({})).labels).toBeNull();
      expect((await ask({ task })).labels).toMatchObject({
        readCount: 3,
        isCut: false,
        entries: [
          { label: "refund", count: 2, share: 2 / 3 },
          { label: "card", count: 1 },
        ],
      });
      expect((await ask({ task, model: "local/nb" })).labels?.entries).toMatchObject([{ label: "card", share: 1 }]);
      expect((await ask({ task: "email_writing" })).labels).toMatchObject({ entries: [], readCount: 0 });
      expect((await ask({ task }, await seededCtx(runtime))).labels).toMatchObject({ entries: [] });
      const { total, distributions } = await ask({});
      expect(total).toMatchObject({ count: 4, judgedCount: 0, accuracy: null, usageRate: null });
      expect(distributions.map(({ by }) => by)).toEqual(["category", "priority", "type"]);
    });

    it("leaves as a file with one row a task", async () => {
      await execution();
      await execution({ taskSlug: "email_writing", label: null });
      const metrics = await answerMetrics(ctx, AnswerMetricsQuery.parse({ period: "week" }));
      const text = await exportAnswerMetrics(ctx, metrics, "csv").text();
      const lines = text.trim().split("\n");
      expect(lines[0]).toMatch(/task.*accuracy.*usageRate/);
      expect(
        lines
          .slice(1)
          .map((line) => line.split(",")[0])
          .sort(),
      ).toEqual(["email_writing", "ticket_classification"]);
    });

    it("lists a page at a time with filters", async () => {
      const a = await execution();
      await give({
        feedback: ["u", "v", "w"].map((userRef) => ({ executionId: a.id, kind: "approval", value: true, userRef })),
      });
      const first = await listFeedback(ctx, ListFeedbackQuery.parse({ limit: 2 }));
      const second = await listFeedback(ctx, ListFeedbackQuery.parse({ limit: 2, cursor: first.nextCursor }));
      expect([...first.items, ...second.items].map(({ giver }) => giver).sort()).toEqual(["ref:u", "ref:v", "ref:w"]);
      expect(second.nextCursor).toBeNull();
      expect(await list({ executionId: newId() })).toEqual([]);
      expect(await list({ kind: "rating" })).toEqual([]);
    });
  });
});
