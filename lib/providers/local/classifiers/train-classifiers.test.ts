import { describe, expect, it } from "vitest";
import { CLASSIFIER_KINDS } from "./classifier";
import { damaged } from "./artefact-file";
import { parseClassifier, serializeClassifier } from "./serialize-classifier";
import { testExamples } from "./test-examples";
import { trainClassifier, trainClassifiers } from "./train-classifiers";

const { rows, embeddings } = testExamples(40);
const unseen = testExamples(40, 2);
const trained = trainClassifiers(CLASSIFIER_KINDS, rows, { seed: 1, embeddings });

describe.each(trained.map((classifier) => [classifier.kind, classifier] as const))("%s", (kind, classifier) => {
  const predict = (index: number) =>
    classifier.predict({ text: unseen.rows[index]!.text, embedding: unseen.embeddings[index]! });

  it("is right about most texts that it has not seen", () => {
    const right = unseen.rows.filter(({ label }, index) => predict(index).label === label);
    expect(right.length / unseen.rows.length).toBeGreaterThan(0.85);
  });

  it("is about as sure as it is right", () => {
    const sure = unseen.rows.reduce((sum, _, index) => sum + predict(index).confidence, 0) / unseen.rows.length;
    const right = unseen.rows.filter(({ label }, index) => predict(index).label === label).length / unseen.rows.length;
    expect(Math.abs(sure - right)).toBeLessThan(0.15);
  });

  it("lists the chosen label first and then the others, less and less likely", () => {
    const { label, confidence, alternatives } = predict(0);
    expect(alternatives[0]).toEqual({ label, confidence });
    expect(alternatives.map((one) => one.confidence)).toEqual(
      alternatives.map((one) => one.confidence).sort((a, b) => b - a),
    );
    expect(alternatives.reduce((sum, one) => sum + one.confidence, 0)).toBeCloseTo(1);
  });

  it("answers an empty and an unknown text without claiming to be sure", () => {
    const embedding = new Float32Array(unseen.embeddings[0]!.length);
    for (const text of ["", "zzzz qqqq"]) expect(classifier.predict({ text, embedding }).confidence).toBeLessThan(0.7);
  });

  it("predicts exactly the same after being stored and read", () => {
    const again = parseClassifier(serializeClassifier(classifier));
    unseen.rows.slice(0, 30).forEach(({ text }, index) => {
      expect(again.predict({ text, embedding: unseen.embeddings[index]! })).toEqual(predict(index));
    });
  });

  it("comes out the same, byte for byte, from the same examples and seed", () => {
    const again = trainClassifier(kind, rows, { seed: 1, embeddings });
    expect(Buffer.compare(serializeClassifier(again), serializeClassifier(classifier))).toBe(0);
  });

  it("says that its bytes are damaged when they were cut off anywhere", () => {
    const bytes = serializeClassifier(classifier);
    for (const share of [0, 0.001, 0.01, 0.1, 0.5, 0.999]) {
      expect(() => parseClassifier(bytes.subarray(0, Math.floor(bytes.length * share)))).toThrow(/damaged/);
    }
  });
});

describe("training", () => {
  it("gives a council the members that were trained beside it", () => {
    const council = trained.find(({ kind }) => kind === "council")!;
    const others = trained.filter(({ kind }) => kind === "nb" || kind === "tfidf" || kind === "encoder");
    expect(council.members.map(({ scorer }) => scorer)).toEqual(others.map(({ members }) => members[0]!.scorer));
  });

  it("takes the calibration of an earlier training over when told to", () => {
    const again = trainClassifiers(["tfidf"], rows, { seed: 9, calibrateLike: trained });
    expect(again[0]!.members[0]!.scoreFactor).toBe(trained[1]!.members[0]!.scoreFactor);
  });

  it("works with a label that has a single example", () => {
    const more = [...rows, { text: "close it for good", label: "closing" }];
    expect(trainClassifier("tfidf", more, { seed: 1 }).predict({ text: "close it for good" }).label).toBe("closing");
  });

  it("lists five alternatives at most", () => {
    const many = Array.from({ length: 24 }, (_, index) => ({
      text: `word${index % 8} is here`,
      label: `l${index % 8}`,
    }));
    expect(trainClassifier("nb", many, { seed: 1 }).predict({ text: "word3" }).alternatives).toHaveLength(5);
  });

  it("refuses examples of a single label, and says which", () => {
    const single = rows.filter(({ label }) => label === "card");
    expect(() => trainClassifier("nb", single, { seed: 1 })).toThrow(/at least two labels.*`card`/);
  });

  it("refuses an encoder without embeddings", () => {
    expect(() => trainClassifier("encoder", rows, { seed: 1 })).toThrow(/embedding/);
  });

  it("stops when it is cancelled", () => {
    expect(() => trainClassifier("tfidf", rows, { seed: 1, isCancelled: () => true })).toThrow(/cancelled/);
  });

  it("reports progress that only goes forward, up to the whole", () => {
    const shares: number[] = [];
    trainClassifier("tfidf", rows, { seed: 1, onProgress: ({ share }) => shares.push(share) });
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });
});

describe("reading a stored model", () => {
  const bytes = serializeClassifier(trained[0]!);

  it("refuses other bytes", () => {
    expect(() => parseClassifier(new TextEncoder().encode("text,category\nhello,world and so on"))).toThrow(/damaged/);
  });

  it("asks to train again when the format is another", () => {
    const other = bytes.slice();
    other[8] = 99;
    expect(() => parseClassifier(other)).toThrow(/format 99.*train it again/);
  });

  it("refuses a header that names a part which is not there", () => {
    const text = Buffer.from(bytes).toString("latin1").replace("nb.floors", "nb.flours");
    expect(() => parseClassifier(Buffer.from(text, "latin1"))).toThrow(damaged("its part `nb.floors` is missing"));
  });
});
