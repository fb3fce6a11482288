import { expect, it } from "vitest";
import { trainLinearSvm } from "./linear-svm";
import { seededRandom } from "@/lib/platform/seeded-random";

/** Points of the plane. */
const train = (points: readonly (readonly [number, number])[], signs: number[]) =>
  trainLinearSvm({
    rows: points.map((point) => ({ columns: Uint32Array.of(0, 1), values: Float32Array.from(point) })),
    signs: Int8Array.from(signs),
    columnCount: 2,
    cost: 1_000,
    maxEpochs: 2_000,
    random: seededRandom(1),
  });

it("finds the plane that is equally far from both sides", () => {
  const { weights, bias } = train(
    [
      [0, 0],
      [2, 2],
    ],
    [-1, 1],
  );
  expect(weights[0]).toBeCloseTo(0.5, 1);
  expect(weights[1]).toBeCloseTo(0.5, 1);
  expect(bias).toBeCloseTo(-1, 1);
});

it("does not mind a point far on its own side", () => {
  const near = train(
    [
      [0, 0],
      [2, 2],
    ],
    [-1, 1],
  );
  const far = train(
    [
      [0, 0],
      [2, 2],
      [50, 50],
    ],
    [-1, 1, 1],
  );
  expect(far.weights[0]).toBeCloseTo(near.weights[0]!, 1);
});

it("says no everywhere when there is no example of its label", () => {
  const { weights, bias } = train(
    [
      [1, 0],
      [0, 1],
    ],
    [-1, -1],
  );
  expect(weights[0]! + bias).toBeLessThan(0);
});
