import { describe, expect, it } from "vitest";
import { fitScoreFactor } from "./calibration";
import { fitCouncilWeights, pool } from "./council-weights";
import { seededRandom } from "@/lib/platform/seeded-random";
import { logSoftmax } from "./softmax";

/** Rows whose labels are drawn with exactly the probabilities that their logarithms say. */
function honestRows(count: number, labelCount: number, seed: number) {
  const random = seededRandom(seed);
  const scores: Float64Array[] = [];
  const labels = new Uint32Array(count);
  for (let row = 0; row < count; row++) {
    const logs = logSoftmax(Float64Array.from({ length: labelCount }, () => 4 * random()));
    let rest = random();
    let label = 0;
    while (label < labelCount - 1 && (rest -= Math.exp(logs[label]!)) > 0) label += 1;
    scores.push(logs);
    labels[row] = label;
  }
  return { scores, labels };
}

describe("fitScoreFactor", () => {
  it("leaves honest probabilities as they are", () => {
    expect(fitScoreFactor(honestRows(4_000, 4, 1))).toBeCloseTo(1, 0);
  });

  it("takes back what a model exaggerates", () => {
    const { scores, labels } = honestRows(4_000, 4, 2);
    const loud = scores.map((row) => row.map((value) => value * 5));
    expect(fitScoreFactor({ scores: loud, labels }) * 5).toBeCloseTo(fitScoreFactor({ scores, labels }), 2);
  });

  it("does not claim certainty after ten right answers", () => {
    const scores = Array.from({ length: 10 }, () => Float64Array.of(1, -1));
    const factor = fitScoreFactor({ scores, labels: new Uint32Array(10) });
    expect(Math.exp(logSoftmax(scores[0]!, factor)[0]!)).toBeLessThan(0.95);
  });

  it("is 1 when there is nothing to learn from", () => {
    expect(fitScoreFactor({ scores: [], labels: new Uint32Array() })).toBe(1);
  });
});

describe("the council's weights", () => {
  const { scores, labels } = honestRows(2_000, 3, 3);
  const noise = honestRows(2_000, 3, 4).scores;

  it("trust a member that knows more than one that guesses", () => {
    const rows = scores.map((logs, row) => [logs, noise[row]!]);
    const [knowing, guessing] = fitCouncilWeights(rows, labels, 2);
    expect(knowing).toBeGreaterThan(0.8);
    expect(guessing).toBeLessThan(0.2);
  });

  it("are never negative", () => {
    const rows = scores.map((logs) => [logs, logs.map((value) => -value)]);
    expect(fitCouncilWeights(rows, labels, 2).every((weight) => weight >= 0)).toBe(true);
  });

  it("are equal when there is nothing to learn from", () => {
    expect([...fitCouncilWeights([], new Uint32Array(), 2)]).toEqual([0.5, 0.5]);
  });

  it("give one member's opinion back when it alone counts", () => {
    const opinion = scores[0]!;
    pool([opinion, noise[0]!], [1, 0]).forEach((value, index) => expect(value).toBeCloseTo(opinion[index]!));
  });
});
