import { describe, expect, it } from "vitest";
import { stepsToTry, type CascadeStep } from "./cascade-steps";
import { composeTrial } from "./compose-cascade";
import { createTrialBook, type Trial, type TrialBook } from "./trial";

const MEMBERS = ["tfidf", "nb", "council"].map((name) => ({ candidateId: name, model: `local/${name}` }));
const IDS = Array.from({ length: 400 }, (_, index) => String(index));

const trial = (testId: string, changes: Partial<Trial>): Trial => ({
  testId,
  quality: 100,
  costUsd: 0.001,
  latencyMs: 1,
  cpuMs: 1,
  memoryMb: null,
  confidence: 1,
  error: null,
  executionId: null,
  ...changes,
});

/** Each of the first two is unsure, and mostly wrong, on its own tenth of the tests; a fiftieth is hard for both. */
function filled(changes: (name: string, index: number) => Partial<Trial> = () => ({})): TrialBook {
  const book = createTrialBook();
  IDS.forEach((id, index) => {
    const hard = index % 50 === 0;
    const isUnsure = { tfidf: hard || index % 10 === 1, nb: hard || index % 10 === 2, council: false };
    for (const [name, unsure] of Object.entries(isUnsure)) {
      const confidence = unsure ? 0.1 + index / 10_000 : 0.9 + index / 10_000;
      const own = { quality: unsure ? 0 : 100, confidence, latencyMs: name === "council" ? 100 : 1 };
      book.set(name, trial(id, { ...own, ...changes(name, index) }));
    }
  });
  return book;
}

function serve(steps: readonly CascadeStep[], book: TrialBook) {
  const trials = IDS.flatMap((id) => composeTrial(id, steps, book.get) ?? []);
  return {
    asked: trials.filter(({ latencyMs }) => latencyMs >= 100).length / IDS.length,
    quality: trials.reduce((sum, { quality }) => sum + quality, 0) / IDS.length,
  };
}
const lossless = (steps: CascadeStep[][], book: TrialBook) =>
  Math.min(...steps.map((one) => serve(one, book)).flatMap(({ asked, quality }) => (quality === 100 ? asked : [])));

describe("cascades of three models", () => {
  it("ask the last model far less often than two do, for the same answers", () => {
    const book = filled();
    const two = stepsToTry([MEMBERS[0]!, MEMBERS[2]!], IDS, book);
    const three = stepsToTry(MEMBERS, IDS, book);
    expect(lossless(two, book)).toBeGreaterThanOrEqual(0.12);
    expect(lossless(three, book)).toBeLessThanOrEqual(0.06);
  });

  it("are tried from those that ask the last model least often on, each with its models in order", () => {
    const book = filled();
    const tried = stepsToTry(MEMBERS, IDS, book);
    const asked = tried.map((steps) => serve(steps, book).asked);
    expect(asked).toEqual(asked.toSorted((a, b) => a - b));
    for (const steps of tried) {
      expect(steps.map(({ model }) => model)).toEqual(["local/tfidf", "local/nb", "local/council"]);
      expect(steps[2]!.minConfidence).toBe(0);
    }
  });

  it("take a failed answer for an unsure one, and nothing for granted where answers are missing", () => {
    const failing = filled((name, index) => (name === "nb" && index % 10 === 1 ? { error: "gone", quality: 0 } : {}));
    for (const steps of stepsToTry(MEMBERS, IDS, failing)) {
      const { asked, quality } = serve(steps, failing);
      if (quality === 100) expect(asked).toBeGreaterThanOrEqual(0.1);
    }
    expect(stepsToTry(MEMBERS, IDS, createTrialBook())).toEqual([]);
    expect(stepsToTry(MEMBERS.slice(0, 1), IDS, filled())).toEqual([]);
  });
});
