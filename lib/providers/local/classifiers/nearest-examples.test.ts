import { describe, expect, it } from "vitest";
import { parseClassifier, serializeClassifier } from "./serialize-classifier";
import { testExamples } from "./test-examples";
import { trainClassifier } from "./train-classifiers";

const { rows, embeddings } = testExamples(20);
const trained = () => trainClassifier("nearest", rows, { seed: 1, embeddings });

describe("nearest examples", () => {
  it("answers like the examples that are most alike, and names them", () => {
    const { rows: asked, embeddings: vectors } = testExamples(10, 7);
    const model = trained();
    const answers = asked.map(({ text }, index) => model.predict({ text, embedding: vectors[index]! }));
    const right = answers.filter(({ label }, index) => label === asked[index]!.label).length;
    expect(right / asked.length).toBeGreaterThan(0.9);
    for (const { evidence, confidence } of answers) {
      expect(evidence).toHaveLength(3);
      const similarities = evidence!.map(({ similarity }) => similarity);
      expect(similarities).toEqual([...similarities].sort((a, b) => b - a));
      expect(rows.map(({ text }) => text)).toContain(evidence![0]!.text);
      expect(confidence).toBeGreaterThan(0);
      expect(confidence).toBeLessThanOrEqual(1);
    }
  });

  it("finds an example that it has learnt, as alike as can be", () => {
    const [first] = trained().predict({ text: rows[4]!.text, embedding: embeddings[4]! }).evidence!;
    expect(first).toMatchObject({ text: rows[4]!.text, label: rows[4]!.label });
    expect(first!.similarity).toBeCloseTo(1, 2);
  });

  it("answers the same after it was stored and read", () => {
    const model = trained();
    const read = parseClassifier(serializeClassifier(model));
    const question = { text: "anything", embedding: embeddings[3]! };
    expect(read.predict(question)).toEqual(model.predict(question));
    expect(read.needsEmbedding).toBe(true);
  });

  it("keeps only the beginning of long examples", () => {
    const long = rows.map(({ text, label }) => ({ text: `${text} ${"é".repeat(2_000)}`, label }));
    const model = trainClassifier("nearest", long, { seed: 1, embeddings });
    const [first] = model.predict({ text: "", embedding: embeddings[0]! }).evidence!;
    expect(first!.text).toHaveLength(300);
  });

  it("says what is missing without an embedding, or with one of another length", () => {
    expect(() => trainClassifier("nearest", rows, { seed: 1 })).toThrow("embedding");
    expect(() => trained().predict({ text: "x" })).toThrow("it got none");
    expect(() => trained().predict({ text: "x", embedding: new Float32Array(3) })).toThrow("it got 3");
  });

  it("refuses a stored model whose parts do not fit", () => {
    const bytes = serializeClassifier(trained());
    const text = new TextDecoder("latin1").decode(bytes);
    const cut = Uint8Array.from(text.replace('"name":"nearest.texts"', '"name":"nearest.other"'), (one) =>
      one.charCodeAt(0),
    );
    expect(() => parseClassifier(cut)).toThrow("nearest.texts");
  });
});
