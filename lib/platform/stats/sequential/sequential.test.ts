import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { summariseProportion } from "../effects/estimate-effect";
import { agreesWithVectors } from "../test-vectors";
import { confidenceSequence } from "./confidence-sequence";
import { firstDecision } from "./first-decision";
import { mixtureSprt } from "./mixture-sprt";

agreesWithVectors("sequential.json", "sequential_acs", "sequential_acs_proportion", "msprt", "sequential_stream");

const arm = fc.record({
  count: fc.integer({ min: 2, max: 100_000 }),
  mean: fc.double({ min: -100, max: 100, noNaN: true }),
  sd: fc.double({ min: 0.01, max: 50, noNaN: true }),
});
const NOTHING = { count: 0, mean: null, sd: null };
const CONSTANT = { count: 50, mean: 3, sd: 0 };

describe("a confidence sequence", () => {
  it("is the one worked out by hand where the information is 1", () => {
    // N rho² = 1, alpha = exp(-2): half width = se √(2 (4 + ln 2)); evidence = z²/4 - ln(2)/2.
    const alpha = Math.exp(-2);
    const tunedForCount = (4 + Math.log(5)) * 200;
    const answer = confidenceSequence(
      { count: 100, mean: 0, sd: 3 },
      { count: 100, mean: 2, sd: 4 },
      { alpha, tunedForCount },
    );
    if (!answer.decidable) throw new Error("decidable");
    expect(answer.rho ** 2 * 200).toBeCloseTo(1, 12);
    expect(answer.standardError).toBeCloseTo(0.5, 12);
    expect(answer.interval.high - 2).toBeCloseTo(0.5 * Math.sqrt(2 * (4 + Math.log(2))), 12);
    expect(answer.logP).toBeCloseTo(-(4 - Math.log(2) / 2), 12);
  });

  it("is significant exactly when its interval leaves 0 out, and wider than the interval for a single look", () => {
    fc.assert(
      fc.property(arm, arm, fc.constantFrom(0.01, 0.05, 0.1), (a, b, alpha) => {
        const answer = confidenceSequence(a, b, { alpha });
        if (!answer.decidable || Math.abs(answer.logP - Math.log(alpha)) < 1e-9) return;
        expect(answer.significant).toBe(answer.interval.low > 0 || answer.interval.high < 0);
        expect(answer.interval.high - answer.effect).toBeGreaterThan(
          1.96 * answer.standardError * (alpha <= 0.05 ? 1 : 0.8),
        );
      }),
    );
  });

  it("changes only its sign when the arms change places, and nothing relative with the unit", () => {
    fc.assert(
      fc.property(arm, arm, (a, b) => {
        const [answer, swapped] = [confidenceSequence(a, b), confidenceSequence(b, a)];
        if (!answer.decidable || !swapped.decidable) return;
        expect(swapped.interval.low).toBeCloseTo(-answer.interval.high, 6);
        const relative = confidenceSequence(a, b, { difference: "relative" });
        const inCents = confidenceSequence(inUnit(a, 100), inUnit(b, 100), { difference: "relative" });
        if (relative.decidable && inCents.decidable)
          expect(Math.abs(inCents.logP - relative.logP)).toBeLessThanOrEqual(1e-9 * (1 - relative.logP));
      }),
    );
  });

  it("decides nothing with an empty arm, without variation, or relative to 0", () => {
    const some = { count: 50, mean: 2, sd: 1 };
    for (const [a, b] of [
      [NOTHING, some],
      [some, NOTHING],
      [CONSTANT, { ...CONSTANT, mean: 4 }],
      [{ count: 1, mean: 2, sd: null }, some],
    ] as const) {
      expect(confidenceSequence(a, b)).toEqual({ decidable: false, significant: false });
      expect(mixtureSprt(a, b, { expectedSd: 1 })).toEqual({ decidable: false, significant: false });
    }
    expect(confidenceSequence({ ...some, mean: 0 }, some, { difference: "relative" }).decidable).toBe(false);
    expect(mixtureSprt(some, some, { expectedSd: 0 }).decidable).toBe(false);
  });
});

describe("the first decision", () => {
  const look = (a: number, b: number, trials: number) => ({
    a: summariseProportion({ successes: a, trials }),
    b: summariseProportion({ successes: b, trials }),
  });

  it("stands, whatever later looks say", () => {
    const decision = firstDecision([
      look(0, 0, 100),
      look(480, 520, 1000),
      look(400, 700, 1000),
      look(2500, 2500, 5000),
    ]);
    expect(decision).toMatchObject({ decidedAt: 2, greater: "b" });
    expect(decision.looks.map(({ significant }) => significant)).toEqual([false, false, true, false]);
  });

  it("names the arm that is greater, not the one that was meant to be", () => {
    expect(firstDecision([look(700, 400, 1000)]).greater).toBe("a");
  });

  it("is none as long as nothing is significant, or nobody looked", () => {
    expect(firstDecision([look(5, 6, 100)])).toMatchObject({ decidedAt: null, greater: null });
    expect(firstDecision([])).toEqual({ looks: [], decidedAt: null, greater: null });
  });
});

describe("the mixture sequential test", () => {
  it("is the one worked out by hand where prior and data weigh the same", () => {
    // Variance of the difference 1, expected effects of variance 1, a difference of 4: 16/4 - ln(2)/2.
    const sd = Math.sqrt(50);
    const answer = mixtureSprt({ count: 100, mean: 0, sd }, { count: 100, mean: 4, sd }, { expectedSd: 1 });
    if (!answer.decidable) throw new Error("decidable");
    expect(answer.logLikelihoodRatio).toBeCloseTo(4 - Math.log(2) / 2, 10);
    expect(answer.p).toBeCloseTo(Math.SQRT2 * Math.exp(-4), 10);
    expect(answer.significant).toBe(true);
  });

  it("rejects no difference exactly when its interval leaves 0 out", () => {
    fc.assert(
      fc.property(arm, arm, fc.double({ min: 0.01, max: 10, noNaN: true }), (a, b, expectedSd) => {
        const answer = mixtureSprt(a, b, { expectedSd });
        if (!answer.decidable || Math.abs(answer.p - 0.05) < 1e-9) return;
        expect(answer.interval.low > 0 || answer.interval.high < 0).toBe(answer.significant);
      }),
    );
  });
});

function inUnit({ count, mean, sd }: { count: number; mean: number; sd: number }, unit: number) {
  return { count, mean: mean * unit, sd: sd * unit };
}
