import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { listAudit } from "@/lib/platform/audit";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "@/lib/platform/db/test-database";
import { createJobRunner } from "@/lib/platform/jobs";
import { createLog } from "@/lib/platform/log";
import { fnv1a } from "@/lib/platform/stats/assignment/hash-to-share";
import { testCtx, testRuntime } from "@/lib/platform/test-runtime";
import { createDetector } from "../create-detector";
import labelled from "../data/labelled-messages.json";
import type { Detection, DetectionModel } from "../schemas";
import { correctDetection, listCorrections } from "./corrections";
import { detectionJob } from "./detection-job";
import {
  activateDetectionModel,
  DETECTION_JOB,
  listDetectionModels,
  restoreBuiltInDetection,
  retrainDetection,
} from "./retrain-detection";

const PAGE = { limit: 50 };
const DIMENSIONS = 512;

/** Words in the place of meaning: the encoder would take most of a minute. */
const embedder = {
  embed: async (texts: readonly string[]): Promise<Float32Array[]> =>
    texts.map((text) => {
      const vector = new Float32Array(DIMENSIONS);
      const words = text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
      for (const word of words) vector[fnv1a(word) % DIMENSIONS]! += 1 / Math.sqrt(words.length);
      return vector;
    }),
};

/** Every fourth of the product's whole messages, to learn and to be measured on: all of them would take a minute. */
const whole = labelled.filter((_, index) => index % 4 === 0);
const ownTexts = () => ({
  category: whole.map(({ text, category }) => ({ text, label: category })),
  emotion: whole.map(({ text, emotion }) => ({ text, label: emotion })),
  whole,
});
/** A team's own jargon: to everybody else it sounds like anything but research. */
const jargon = (index: number): string => `frobnicate the blorp of sector ${index} against quibble ${index * 7}`;

describeEachDatabase("retraining of detection", (open) => {
  let database: TestDatabase;
  let ctx: Ctx;
  let endRunner: () => Promise<void>;
  beforeAll(async () => {
    database = await open();
    const { db } = database;
    const log = createLog({ level: "silent", isReadable: false });
    const detector = createDetector(db, { embedder, log, patienceMs: 10_000 });
    await detector.refresh();
    const runtime = testRuntime({ db, detector });
    ctx = testCtx(runtime, await insertTestOrganization(db));
    const job = detectionJob(embedder, ownTexts);
    const runner = createJobRunner(runtime, { handlers: { [DETECTION_JOB]: job }, pollMs: 20 });
    runner.start();
    endRunner = async () => {
      await runner.stop(1_000);
      await database.close();
    };
  });
  afterAll(() => endRunner());

  const about = async (index: number): Promise<Detection["category"]["label"]> =>
    (await ctx.runtime.detector.detect(ctx.organizationId, jargon(index))).category.label;
  const models = async (): Promise<DetectionModel[]> => (await listDetectionModels(ctx, PAGE)).items;
  const retrained = async (): Promise<DetectionModel> => {
    const { id } = await retrainDetection(ctx);
    const find = async () => (await models()).find((one) => one.id === id)!;
    await vi.waitFor(async () => expect(await find()).toMatchObject({ status: "succeeded" }), {
      timeout: 150_000,
      interval: 200,
    });
    return find();
  };

  it("learns from corrections, is used only when it is better, and is undone", async () => {
    const unseen = 1_000;
    const before = await about(unseen);
    expect(before).not.toBe("research");
    for (let index = 0; index < 60; index++) {
      await correctDetection(ctx, { message: jargon(index), category: "research", emotion: "neutral" });
    }

    const first = await retrained();
    expect(first.comparison!.learntFrom + first.comparison!.measuredOn).toBe(
      (await listCorrections(ctx, { limit: 200 })).items.length,
    );
    expect(first.comparison!.measuredOn).toBeGreaterThan(3);
    expect(first.comparison!.after.corrections).toBeGreaterThan(first.comparison!.before.corrections);
    expect(first.isActive).toBe(true);
    expect(await about(unseen)).toBe("research");
    const [change] = (await listAudit(ctx, { subjectType: "detection_model", limit: 5 })).items;
    expect(change).toMatchObject({ action: "detection_model.activate", subjectId: first.id });

    // Nothing new was said, so the second one cannot be better.
    const second = await retrained();
    expect(second).toMatchObject({
      isActive: false,
      comparison: { verdict: expect.stringMatching(/^Not better/u) as string },
    });
    expect((await models()).find(({ isActive }) => isActive)?.id).toBe(first.id);

    await restoreBuiltInDetection(ctx);
    expect(await about(unseen)).toBe(before);
    await activateDetectionModel(ctx, first.id);
    expect(await about(unseen)).toBe("research");
  }, 400_000);
});
