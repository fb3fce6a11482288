import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { letterVector } from "@/lib/cache/test-vectors";
import { answerMetrics } from "@/lib/feedback";
import { AnswerMetricsQuery } from "@/lib/feedback/schemas";
import { startTestGateway, type TestGateway } from "@/lib/gateway/test-gateway";
import { openTestDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { createJobRunner, getJob, type JobRunner } from "@/lib/platform/jobs";
import { createLocalAdapter } from "@/lib/providers";
import { listModelVersions, listTasks } from "@/lib/registry";
import { loadArtefact } from "@/lib/registry";
import { listTrainingRuns, trainingJob, TRAINING_JOB } from "@/lib/training";
import { DEMO_JOB, demoJob, loadDemo, removeDemo } from "@/lib/demo";
import { DEMO_TASKS } from "@/lib/demo/schemas";

/** Letters in place of sentence vectors: quick, and still something to learn from. */
const embed = async (texts: readonly string[]) => texts.map(letterVector);
const embedMeasured = async (texts: readonly string[]) =>
  (await embed(texts)).map((vector) => ({ vector, cpuMs: 0.1 }));

describe("the whole demo", () => {
  let database: TestDatabase;
  let gateway: TestGateway;
  let runner: JobRunner;

  beforeAll(async () => {
    database = await openTestDatabase("embedded");
    const local = createLocalAdapter({
      embedder: { embedMeasured, dimensions: letterVector("a").length },
      loadArtefact: (reference) => loadArtefact(database.db, reference),
      now: () => new Date(),
    });
    gateway = await startTestGateway(database, local);
    const training = trainingJob({ embed, embedMeasured });
    const handlers = { [DEMO_JOB]: demoJob, [TRAINING_JOB]: training };
    runner = createJobRunner(gateway.runtime, { handlers, pollMs: 50, cancelPollMs: 50, concurrency: 4 });
    runner.start();
  });
  afterAll(async () => {
    await runner.stop(5_000);
    await gateway.close();
    await database.close();
  });

  it("is trained, served by local models, tagged and judged, and leaves nothing behind", async () => {
    const { ctx } = gateway;
    const { loading } = await loadDemo(ctx);
    const job = () => getJob(ctx, loading!.jobId);
    await vi.waitFor(async () => expect((await job()).finishedAt).not.toBeNull(), { timeout: 150_000, interval: 500 });
    expect(await job()).toMatchObject({ status: "succeeded", error: null });
    const runs = (await listTrainingRuns(ctx, { limit: 20 })).items;
    expect(runs.map(({ task }) => task).sort()).toEqual([...DEMO_TASKS].sort());
    const versions = (await listModelVersions(ctx, {})).items.filter(({ status }) => status === "active");
    expect(versions.map(({ modelSlug, taskSlug }) => `${taskSlug} ${modelSlug}`).sort()).toEqual([
      "demo_priority local/encoder",
      "demo_sentiment local/encoder",
      "demo_suggestions local/nearest",
      "demo_tickets local/council",
      "demo_tickets local/encoder",
      "demo_tickets local/nb",
      "demo_tickets local/tfidf",
    ]);
    await gateway.runtime.recorder.flush();
    const metrics = await answerMetrics(ctx, AnswerMetricsQuery.parse({ period: "hour" }));
    expect(metrics.classification.map(({ task, count, successRate }) => [task, count, successRate]).sort()).toEqual([
      ["demo_priority", 60, 1],
      ["demo_sentiment", 60, 1],
      ["demo_tickets", 240, 1],
    ]);
    expect(metrics.suggestions).toMatchObject([{ task: "demo_suggestions", count: 60, successRate: 1 }]);
    expect(metrics.total.judgedCount).toBeGreaterThan(100);
    const spread = (by: string) => metrics.distributions.find((one) => one.by === by)!.entries;
    expect(
      spread("priority")
        .map(({ value }) => value)
        .sort(),
    ).toEqual(["high", "low", "normal", "urgent"]);
    expect(spread("type")).toHaveLength(4);

    await removeDemo(ctx);
    const left = await answerMetrics(ctx, AnswerMetricsQuery.parse({ period: "hour" }));
    expect(left.total).toMatchObject({ count: 0, judgedCount: 0, suggestedCount: 0 });
    expect((await listTasks(ctx, { limit: 200 })).items.filter(({ slug }) => slug.startsWith("demo_"))).toEqual([]);
    expect(await database.db.feedback.count()).toBe(0);
    expect(await database.db.artefact.count()).toBe(0);
  }, 180_000);
});
