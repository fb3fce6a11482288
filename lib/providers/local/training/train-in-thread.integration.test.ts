import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parseClassifier } from "../classifiers";
import { testExamples } from "../classifiers/test-examples";
import { trainInThread, type TrainInThreadOptions } from "./train-in-thread";
import type { TrainingProgress } from "./messages";

const { rows, embeddings } = testExamples(30);
const vectorOf = new Map(rows.map(({ text }, index) => [text, embeddings[index]!]));
const embed = (texts: string[]) => Promise.resolve(texts.map((text) => vectorOf.get(text)!));

const train = (options: Partial<TrainInThreadOptions> = {}) =>
  trainInThread({ examples: rows, classifiers: ["nb", "council"], seed: 1, validationShare: 0.2, embed, ...options });

describe("training in a thread", () => {
  it("gives a model that serves, with its checksum and how it did on rows held out", async () => {
    const models = await train();
    expect(models.map(({ classifier }) => classifier)).toEqual(["nb", "council"]);
    for (const { classifier, artefact, sha256, labels, metrics } of models) {
      expect(parseClassifier(artefact).kind).toBe(classifier);
      expect(createHash("sha256").update(artefact).digest("hex")).toBe(sha256);
      expect(labels).toEqual(["card", "login", "refund"]);
      expect(metrics).toMatchObject({ trainCount: 72, validationCount: 18, unmeasuredLabels: [] });
      expect(metrics.accuracy).toBeGreaterThan(0.8);
      expect(metrics.perLabel).toHaveLength(3);
    }
  });

  it("gives the same models again for the same seed, and others for another", async () => {
    const [first, again, other] = await Promise.all([train(), train(), train({ seed: 2 })]);
    expect(again.map(({ sha256 }) => sha256)).toEqual(first.map(({ sha256 }) => sha256));
    expect(other[1]?.sha256).not.toBe(first[1]?.sha256);
  });

  it("learns a label with one example and says that it was not measured", async () => {
    const examples = [...rows, { text: "close it for good", label: "closing" }];
    const [model] = await train({ examples, classifiers: ["tfidf"] });
    expect(model?.labels).toContain("closing");
    expect(model?.metrics.unmeasuredLabels).toEqual(["closing"]);
  });

  it("embeds only when a model needs it", async () => {
    const never = () => Promise.reject(new Error("embedded"));
    expect(await train({ classifiers: ["nb", "tfidf"], embed: never })).toHaveLength(2);
    await expect(train({ classifiers: ["encoder"], embed: never })).rejects.toThrow("embedded");
  });

  it("reports work that was done, never going back within a step", async () => {
    const seen: TrainingProgress[] = [];
    await train({ onProgress: (progress) => seen.push(progress) });
    expect(seen[0]).toEqual({ step: "Embedding the examples", done: 0, total: rows.length });
    expect(seen.every(({ done, total }) => done >= 0 && done <= total)).toBe(true);
    const training = seen.filter(({ classifier }) => classifier);
    expect(training.map(({ done }) => done)).toEqual(training.map(({ done }) => done).sort((a, b) => a - b));
  });

  it("stops as soon as it is cancelled, while it embeds and while it trains", async () => {
    for (const step of [/Embedding/, /Training/]) {
      const caller = new AbortController();
      const onProgress = (progress: TrainingProgress) => {
        if (step.test(progress.step)) caller.abort(new Error("not wanted any more"));
      };
      await expect(train({ signal: caller.signal, onProgress })).rejects.toThrow("not wanted any more");
    }
  });

  it("says what is wrong with examples that cannot be learnt from", async () => {
    const refused = async (options: Partial<TrainInThreadOptions>, message: RegExp) =>
      expect(await train(options).catch((error: unknown) => error)).toMatchObject({
        code: "invalid_input",
        message: expect.stringMatching(message),
      });
    await refused({ examples: rows.slice(0, 9) }, /at least 10 examples.* 9/);
    await refused({ examples: rows.filter(({ label }) => label === "card") }, /two labels.*`card`/);
    await refused({ examples: rows.map(({ text }, index) => ({ text, label: `label ${index}` })) }, /hold any out/);
    await refused({ classifiers: [] }, /at least one model/);
    await refused({ validationShare: 1 }, /0\.2/);
  });
});
