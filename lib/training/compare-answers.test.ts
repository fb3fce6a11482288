import { describe, expect, it } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import { compareAnswers, judgeAgainstParent, type ComparedExample } from "./compare-answers";

const example = (isFirstRight: boolean, isSecondRight: boolean, isYardstick = true): ComparedExample => ({
  isFirstRight,
  isSecondRight,
  isYardstick,
});
const many = (count: number, ...one: Parameters<typeof example>) =>
  Array.from({ length: count }, () => example(...one));
const PARENT = { id: "parent", version: "1.2.0" };

describe("two versions on the same examples", () => {
  it("differ as McNemar's test and the paired interval say", () => {
    // Counts of Agresti and Min 2005, table 1: 794 yes-yes, 150 yes-no, 86 no-yes, 570 no-no: -0.040 (-0.059, -0.021).
    const compared = compareAnswers([
      ...many(794, true, true),
      ...many(150, true, false),
      ...many(86, false, true),
      ...many(570, false, false),
    ]);
    expect(compared).toMatchObject({
      count: 1_600,
      onlyFirst: 150,
      onlySecond: 86,
      first: 944 / 1_600,
      second: 880 / 1_600,
    });
    expect(compared?.difference).toBeCloseTo(-0.04, 10);
    expect(compared?.low).toBeCloseTo(-0.0587, 3);
    expect(compared?.high).toBeCloseTo(-0.0212, 3);
    expect(compared?.p).toBeLessThan(0.001);
  });

  it("cannot be compared without examples", () => {
    expect(compareAnswers([])).toBeNull();
  });
});

describe("the verdict on a trained version", () => {
  it("needs no proof for a first one", () => {
    expect(judgeAgainstParent(null, [])).toMatchObject({ verdict: "first", all: null });
  });

  it("is better only for certain", () => {
    const better = [...many(200, true, true), ...many(40, false, true), ...many(5, true, false)];
    expect(judgeAgainstParent(PARENT, better)).toMatchObject({ verdict: "better" });
    const lucky = [...many(200, true, true), ...many(6, false, true), ...many(3, true, false)];
    expect(judgeAgainstParent(PARENT, lucky)).toMatchObject({ verdict: "not_better" });
  });

  it("is worse for certain, and says both accuracies", () => {
    const { verdict, reason } = judgeAgainstParent(PARENT, [...many(150, true, true), ...many(50, true, false)]);
    expect(verdict).toBe("worse");
    expect(reason).toContain("75.0 % right instead of 100.0 % on 200 held-out examples");
  });

  it("is never better by new examples alone while the old ones suffer", () => {
    const poisoned = [
      ...many(300, true, true),
      ...many(10, true, false),
      ...many(6, false, true),
      ...many(100, false, true, false),
    ];
    expect(judgeAgainstParent(PARENT, poisoned)).toMatchObject({ verdict: "not_better" });
  });

  it("is not better on too few examples, however good it looks", () => {
    expect(judgeAgainstParent(PARENT, many(29, false, true)).verdict).toBe("not_better");
  });

  it("calls an equal version better in less than 5 % of the cases", () => {
    const random = seededRandom(11);
    let wrong = 0;
    for (let run = 0; run < 500; run++) {
      const examples = Array.from({ length: 400 }, () => example(random() < 0.9, random() < 0.9));
      if (judgeAgainstParent(PARENT, examples).verdict === "better") wrong++;
    }
    expect(wrong).toBeLessThan(25);
  });
});
