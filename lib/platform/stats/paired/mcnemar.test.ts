import { describe, expect, it } from "vitest";
import { mcnemar } from "./mcnemar";
import { agreesWithVectors } from "../test-vectors";

agreesWithVectors("paired.json", "mcnemar");

describe("McNemar's test", () => {
  it("gives the published answer on approval of a prime minister, asked twice (Agresti 1990, 10.1)", () => {
    const { chiSquare, pCorrected } = mcnemar(86, 150);
    expect(chiSquare).toBeCloseTo(16.8178, 3);
    expect(pCorrected).toBeCloseTo(4.115e-5, 8);
  });

  it("does not depend on which classifier comes first", () => {
    expect(mcnemar(3, 12)).toEqual(mcnemar(12, 3));
  });

  it("finds no difference when there are no differing rows", () => {
    expect(mcnemar(0, 0).pExact).toBe(1);
  });

  it("keeps a tiny probability above zero", () => {
    expect(mcnemar(0, 800).pUncorrected).toBeGreaterThan(0);
    expect(mcnemar(0, 800).pUncorrected).toBeLessThan(1e-100);
  });
});
