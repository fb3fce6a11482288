import { afterAll, beforeAll, expect, it } from "vitest";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "@/lib/platform/db/test-database";
import type { Ctx } from "@/lib/platform/ctx";
import { createLog } from "@/lib/platform/log";
import { testCtx, testRuntime } from "@/lib/platform/test-runtime";
import { createEmbedder } from "@/lib/providers";
import { createDetector } from "../create-detector";
import { CorrectDetectionInput } from "../schemas";
import { correctDetection, deleteCorrection, listCorrections } from "./corrections";
import {
  activateDetectionModel,
  listDetectionModels,
  retrainDetection,
  restoreBuiltInDetection,
} from "./retrain-detection";

const PAGE = { limit: 50 };

describeEachDatabase("corrections of detection", (open) => {
  let database: TestDatabase;
  const embedder = createEmbedder();
  let runtime: ReturnType<typeof testRuntime>;
  const freshCtx = async (role?: "viewer"): Promise<Ctx> =>
    testCtx(runtime, await insertTestOrganization(database.db), role);
  beforeAll(async () => {
    database = await open();
    const { db } = database;
    const detector = createDetector(db, { embedder, log: createLog({ level: "silent", isReadable: false }) });
    await detector.refresh();
    runtime = testRuntime({ db, detector });
  });
  afterAll(async () => {
    await embedder.dispose();
    await database.close();
  });

  it("keep one word on a message, the last one", async () => {
    const ctx = await freshCtx();
    await correctDetection(ctx, { message: "Blorp the frob", category: "coding" });
    await correctDetection(ctx, { message: "blorp the frob ", category: "math", emotion: "happy" });
    const { items } = await listCorrections(ctx, PAGE);
    expect(items).toMatchObject([{ category: "math", emotion: "happy" }]);
  });

  it("refuse a read-only actor, and show nothing of another organization", async () => {
    const viewer = await freshCtx("viewer");
    await expect(correctDetection(viewer, { message: "x", category: "math" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(retrainDetection(viewer)).rejects.toMatchObject({ code: "forbidden" });
    await expect(restoreBuiltInDetection(viewer)).rejects.toMatchObject({ code: "forbidden" });
    const ctx = await freshCtx();
    const { id } = await correctDetection(ctx, { message: "mine", category: "math" });
    const other = await freshCtx();
    expect((await listCorrections(other, PAGE)).items).toEqual([]);
    await expect(deleteCorrection(other, id)).rejects.toMatchObject({ code: "not_found" });
    await deleteCorrection(ctx, id);
    expect((await listCorrections(ctx, PAGE)).items).toEqual([]);
  });

  it("say either a category or an emotion", () => {
    expect(CorrectDetectionInput.safeParse({ message: "x" }).success).toBe(false);
    expect(CorrectDetectionInput.safeParse({ message: "x", category: "poetry" }).success).toBe(false);
    expect(CorrectDetectionInput.safeParse({ message: "x", emotion: "happy" }).success).toBe(true);
  });

  it("are too few to retrain on under twenty", async () => {
    const ctx = await freshCtx();
    await expect(retrainDetection(ctx)).rejects.toMatchObject({ code: "conflict" });
  });

  it("are queued for retraining when they are enough, and untrained models cannot be put in force", async () => {
    const ctx = await freshCtx();
    for (let n = 0; n < 20; n++) await correctDetection(ctx, { message: `message ${n}`, category: "research" });
    const { id } = await retrainDetection(ctx);
    expect((await listDetectionModels(ctx, PAGE)).items).toMatchObject([{ id, isActive: false, comparison: null }]);
    await expect(activateDetectionModel(ctx, id)).rejects.toMatchObject({ code: "conflict" });
    await expect(activateDetectionModel(await freshCtx(), id)).rejects.toMatchObject({ code: "not_found" });
  });
});
