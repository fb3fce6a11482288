import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "@/lib/platform/db/test-database";
import { createLog } from "@/lib/platform/log";
import { createEmbedder } from "@/lib/providers";
import { createDetector, type Detector } from "./create-detector";

const heldOut = readFileSync(path.join(import.meta.dirname, "data/held-out.txt"), "utf8")
  .trim()
  .split("\n")
  .map((line) => line.split("|") as [string, string, string]);

describeEachDatabase("detection", (open) => {
  let database: TestDatabase;
  const embedder = createEmbedder();
  let detector: Detector;
  let organizationId: string;
  beforeAll(async () => {
    database = await open();
    const { db } = database;
    const log = createLog({ level: "silent", isReadable: false });
    detector = createDetector(db, { embedder, log, patienceMs: 30_000 });
    await detector.refresh();
    organizationId = await insertTestOrganization(db);
  });
  afterAll(async () => {
    await embedder.dispose();
    await database.close();
  });

  it("names the category and the emotion of messages that it was not trained on, far better than chance", async () => {
    let categories = 0;
    let emotions = 0;
    for (const [category, emotion, text] of heldOut) {
      const detected = await detector.detect(organizationId, text);
      if (detected.category.label === category) categories += 1;
      if (detected.emotion.label === emotion) emotions += 1;
    }
    expect(categories / heldOut.length).toBeGreaterThan(0.87);
    expect(emotions / heldOut.length).toBeGreaterThan(0.83);
  });

  it("answers by the words alone while the encoder is broken", async () => {
    const { db } = database;
    const broken = createDetector(db, {
      embedder: { embed: () => Promise.reject(new Error("The thread ended")) },
      log: createLog({ level: "silent", isReadable: false }),
    });
    await broken.refresh();
    const detected = await broken.detect(organizationId, "hm");
    expect(detected).toEqual(broken.lexical(organizationId, "hm"));
    expect(detected.stage).toBe("lexical");
  });

  it("does not wait for an encoder that never answers", async () => {
    const { db } = database;
    const slow = createDetector(db, {
      embedder: { embed: () => new Promise(() => {}) },
      log: createLog({ level: "silent", isReadable: false }),
      patienceMs: 1,
    });
    await slow.refresh();
    expect((await slow.detect(organizationId, "hm")).stage).toBe("lexical");
  });

  it("reads empty, huge and foreign texts without failing", async () => {
    for (const text of ["", " ", "\u0000", "x".repeat(1_000_000), "我的代码坏了", "🙂".repeat(5_000)]) {
      const { category, emotion } = await detector.detect(organizationId, text);
      expect(category.confidence).toBeGreaterThan(0);
      expect(emotion.confidence).toBeLessThanOrEqual(1);
    }
  });

  it("hears the frustration in a complaint", async () => {
    const { emotion } = await detector.detect(organizationId, "Im so frustrated with this! Nothing works, ugh");
    expect(emotion.label).toBe("frustrated");
  });
});
