import { describe, expect, it } from "vitest";
import { rankVariants } from "./rank-variants";

const count = (preferred: string, other: string, times: number) => ({ preferred, other, count: times });

describe("a ranking by preference", () => {
  it("puts first what is preferred, and says for sure only what the judgements show", () => {
    const found = rankVariants(
      ["control", "warm", "cold"],
      [
        count("cold", "control", 70),
        count("control", "cold", 30),
        count("warm", "control", 52),
        count("control", "warm", 48),
        count("cold", "warm", 66),
        count("warm", "cold", 34),
      ],
      0.05,
    )!;
    expect(found.judgements).toBe(300);
    expect(found.ranking.map(({ variant }) => variant)).toEqual(["cold", "warm", "control"]);
    expect(found.ranking[0]).toMatchObject({ won: 136, lost: 64, overControl: { isSure: true } });
    expect(found.ranking[1]!.overControl).toMatchObject({ isSure: false });
    expect(found.ranking[2]!.overControl).toBeNull();
    for (const { rating, low, high } of found.ranking) expect(low! < rating! && rating! < high!).toBe(true);
  });

  it("of two variants gives the share that preferred it", () => {
    const [best] = rankVariants(
      ["control", "cold"],
      [count("cold", "control", 60), count("control", "cold", 40)],
      0.05,
    )!.ranking;
    expect(best!.overControl!.chance).toBeCloseTo(0.6, 9);
    // Log odds ln 1.5, standard error √(1/60 + 1/40) (Woolf 1955).
    const [odds, error] = [Math.log(1.5), Math.sqrt(1 / 60 + 1 / 40)];
    expect(best!.overControl!.low).toBeCloseTo(1 / (1 + Math.exp(1.959964 * error - odds)), 6);
  });

  it("ranks those that were judged and leaves the others open", () => {
    const { ranking } = rankVariants(
      ["control", "idle", "cold"],
      [count("cold", "control", 6), count("control", "cold", 4)],
      0.05,
    )!;
    expect(ranking.map(({ variant, rating }) => [variant, rating === null])).toEqual([
      ["cold", false],
      ["control", false],
      ["idle", true],
    ]);
  });

  it("has no strengths where somebody never lost, says so, and holds no NaN", () => {
    const found = rankVariants(["control", "cold"], [count("cold", "control", 9)], 0.05)!;
    expect(found.reason).toContain("passed over at least once");
    expect(found.ranking[0]).toMatchObject({ variant: "cold", rating: null, won: 9, lost: 0 });
    expect(JSON.stringify(found)).not.toMatch(/NaN|Infinity/);
    expect(rankVariants(["control", "cold"], [], 0.05)).toBeNull();
  });
});
