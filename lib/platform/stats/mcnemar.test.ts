import { describe, expect, it } from "vitest";
import { mcnemar } from "./mcnemar";
import { readVectorSet } from "./test-vectors";

type Expected = { p_exact_binomial: number; chi2_cc: number; p_chi2_cc: number; p_chi2_nocc: number };

const vectors = readVectorSet<{ only_a_correct: number; only_b_correct: number }, Expected>("paired.json", "mcnemar");

describe.skipIf(!vectors)("agrees with R", () => {
  it.each(vectors?.cases.map((one) => [one.id, one] as const) ?? [])("on %s", (_, { input, expected }) => {
    const result = mcnemar(input.only_a_correct, input.only_b_correct);
    near(result.pExact, expected.p_exact_binomial);
    near(result.pCorrected, expected.p_chi2_cc);
    near(result.pUncorrected, expected.p_chi2_nocc);
    near(result.chiSquare, expected.chi2_cc);
  });
});

describe("McNemar's test", () => {
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

function near(got: number, want: number | null): void {
  if (want === null) return;
  expect(Math.abs(got - want)).toBeLessThanOrEqual(Math.max(1e-9, 1e-6 * Math.abs(want)));
}
