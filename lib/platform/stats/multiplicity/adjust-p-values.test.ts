import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreesWithVectors } from "../test-vectors";
import { adjustPValues } from "./adjust-p-values";

agreesWithVectors("multiplicity.json", "p_adjust");

/** Fifteen comparisons of two treatments of heart attacks (Benjamini and Hochberg 1995, section 4). */
const HEART = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
];

describe("corrected p values", () => {
  it("find in the published example what the paper finds: three with Bonferroni, four with its own method", () => {
    expect(adjustPValues(HEART, "bonferroni").filter((p) => p <= 0.05)).toHaveLength(3);
    expect(adjustPValues(HEART, "benjamini_hochberg").filter((p) => p <= 0.05)).toHaveLength(4);
  });

  it("are never smaller than before, keep the order, and are strictest with Bonferroni", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (p) => {
        const [bonferroni, holm, hochberg] = (["bonferroni", "holm", "benjamini_hochberg"] as const).map((method) =>
          adjustPValues(p, method),
        ) as [number[], number[], number[]];
        p.forEach((value, index) => {
          expect(hochberg[index]!).toBeGreaterThanOrEqual(value);
          expect(holm[index]!).toBeGreaterThanOrEqual(hochberg[index]! - 1e-12);
          expect(bonferroni[index]!).toBeGreaterThanOrEqual(holm[index]!);
          expect(bonferroni[index]!).toBeLessThanOrEqual(1);
        });
        const order = Array.from(p.keys()).sort((i, j) => p[i]! - p[j]!);
        for (const adjusted of [bonferroni, holm, hochberg]) {
          const inOrder = order.map((index) => adjusted[index]!);
          expect(inOrder).toEqual(inOrder.toSorted((x, y) => x - y));
        }
      }),
    );
  });
});
