import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import { agreesWithVectors } from "../test-vectors";
import { groupedMannWhitney, rankBucket } from "./grouped-mann-whitney";
import { kruskalWallis } from "./kruskal-wallis";
import { mannWhitney } from "./mann-whitney";
import { ranksOf } from "./ranks-of";
import { wilcoxonSignedRank } from "./wilcoxon-signed-rank";

agreesWithVectors("rank-exact.json", "mann_whitney", "mann_whitney_degenerate");
agreesWithVectors("paired.json", "wilcoxon_signed_rank");

const values = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 2, maxLength: 40 });

describe("ranks", () => {
  it("share their places among equal values", () => {
    expect(ranksOf([30, 10, 20, 20])).toEqual({ ranks: [4, 1, 2.5, 2.5], tieSum: 6 });
  });
});

describe("the Mann-Whitney test", () => {
  it("gives the published answer on the permeability of membranes (Hollander and Wolfe 1973, p. 69)", () => {
    const term = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
    const answer = mannWhitney([1.15, 0.88, 0.9, 0.74, 1.21], term);
    expect(answer).toMatchObject({ decidable: true, significant: false, u: 35 });
    if (answer.decidable) expect(answer.pExact! / 2).toBeCloseTo(0.1272, 4);
  });

  it("is the same for any growing function of the values, and mirrors when the arms change places", () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const answer = mannWhitney(a, b);
        expect(mannWhitney(a.map(Math.exp), b.map(Math.exp))).toEqual(answer);
        const swapped = mannWhitney(b, a);
        if (!answer.decidable || !swapped.decidable) return;
        expect(swapped.u).toBeCloseTo(a.length * b.length - answer.u, 9);
        expect(swapped.pCorrected).toBeCloseTo(answer.pCorrected, 12);
        expect(swapped.cliffsDelta).toBeCloseTo(-answer.cliffsDelta, 12);
      }),
    );
  });

  it("says nearly the same exactly and by the normal distribution in larger samples", () => {
    const a = Array.from({ length: 80 }, (_, index) => index + 0.1);
    const b = Array.from({ length: 90 }, (_, index) => index * 1.05 + 0.31);
    const answer = mannWhitney(a, b);
    if (!answer.decidable) throw new Error("decidable");
    expect(answer.pExact!).toBeCloseTo(answer.pCorrected, 3);
  });

  it("counts the two orders out of all in which the arms do not overlap, however many there are", () => {
    for (const [m, n] of [
      [1, 1],
      [3, 5],
      [60, 80],
      [190, 200],
    ] as const) {
      const a = Array.from({ length: m }, (_, index) => index);
      const answer = mannWhitney(
        a,
        Array.from({ length: n }, (_, index) => 1000 + index),
      );
      const orders = a.reduce((product, i) => (product * (n + i + 1)) / (i + 1), 1);
      if (answer.decidable) expect(answer.pExact! / (2 / orders)).toBeCloseTo(1, 12);
    }
  });

  it.each([
    ["an empty arm", [], [1, 2]],
    ["two empty arms", [], []],
    ["values that are all equal", [3, 3], [3]],
    ["a value that is no number", [1, NaN], [2, 3]],
  ])("decides nothing with %s", (_, a, b) => {
    expect(mannWhitney(a, b)).toEqual({ decidable: false, significant: false });
  });
});

describe("Wilcoxon's signed rank test", () => {
  it("gives the published answer on a treatment of depression (Hollander and Wolfe 1973, p. 29)", () => {
    const first = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
    const second = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
    const answer = wilcoxonSignedRank(second, first);
    expect(answer).toMatchObject({ decidable: true, significant: true, v: 40 });
    if (answer.decidable) expect(answer.pExact! / 2).toBeCloseTo(0.01953, 5);
  });

  it("mirrors when the sides change places", () => {
    fc.assert(
      fc.property(values, (differences) => {
        const zeros = differences.map(() => 0);
        const [answer, swapped] = [wilcoxonSignedRank(zeros, differences), wilcoxonSignedRank(differences, zeros)];
        expect(swapped.decidable).toBe(answer.decidable);
        if (!answer.decidable || !swapped.decidable) return;
        expect(swapped.pCorrected).toBeCloseTo(answer.pCorrected, 12);
      }),
    );
  });

  it("takes 0.3 less 0.1 for as much as 0.2 less 0, and pairs without a difference for nothing", () => {
    expect(wilcoxonSignedRank([0.1, 0], [0.3, 0.2])).toMatchObject({ v: 3, pExact: null });
    expect(wilcoxonSignedRank([1, 2], [1, 2])).toEqual({ decidable: false, significant: false });
    expect(wilcoxonSignedRank([], [])).toEqual({ decidable: false, significant: false });
  });
});

describe("the Kruskal-Wallis test", () => {
  it("gives the published answer on the clearance of lungs (Hollander and Wolfe 1973, p. 116)", () => {
    const answer = kruskalWallis([
      [2.9, 3, 2.5, 2.6, 3.2],
      [3.8, 2.7, 4, 2.4],
      [2.8, 3.4, 3.7, 2.2, 2],
    ]);
    expect(answer).toMatchObject({ decidable: true, significant: false, df: 2 });
    if (!answer.decidable) return;
    expect(answer.h).toBeCloseTo(0.77143, 5);
    expect(answer.p).toBeCloseTo(0.68, 4);
  });

  it("decides nothing with one group, with equal values, with nothing", () => {
    for (const groups of [[[1, 2]], [[1, 1], [1]], [], [[], [1, 2]]]) {
      expect(kruskalWallis(groups)).toEqual({ decidable: false, significant: false });
    }
  });
});

describe("the Mann-Whitney test of counted values", () => {
  const countsOf = (list: readonly number[]) => {
    const counts = new Map<number, number>();
    for (const value of list) counts.set(rankBucket(value), (counts.get(rankBucket(value)) ?? 0) + 1);
    return counts;
  };
  const grouped = (a: readonly number[], b: readonly number[], alpha = 0.05) =>
    groupedMannWhitney(countsOf(a), countsOf(b), { alpha });
  const drawn = (seed: number, count: number, draw: (random: () => number) => number) => {
    const random = seededRandom(seed);
    return Array.from({ length: count }, () => draw(random));
  };
  const latency = (shift: number) => (random: () => number) =>
    shift + 400 * Math.exp(0.9 * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));

  it("keeps the order of all values, negative ones and 0 too", () => {
    const ordered = [-1e12, -3, -2.9, -1e-6, 0, 1e-6, 0.5, 1, 2, 3, 4, 5, 100, 1e9];
    const buckets = ordered.map(rankBucket);
    expect([...buckets].sort((x, y) => x - y)).toEqual(buckets);
    expect(new Set(buckets).size).toBe(ordered.length);
    expect(rankBucket(0)).toBe(0);
    expect(rankBucket(-7)).toBe(-rankBucket(7));
  });

  it("is the one of every single value where values lie 1 % apart", () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const [single, counted] = [mannWhitney(a, b), grouped(a, b)];
        expect(counted.decidable).toBe(single.decidable);
        if (!single.decidable || !counted.decidable) return;
        expect(counted.u).toBe(single.u);
        expect(counted.p).toBeCloseTo(single.pCorrected, 12);
        expect(counted.superiority).toBeCloseTo(single.superiority, 12);
      }),
    );
  });

  it("of latencies is within 1 % of the one of every single value", () => {
    const [a, b] = [drawn(1, 900, latency(0)), drawn(2, 700, latency(40))];
    const [single, counted] = [mannWhitney(a, b), grouped(a, b)];
    if (!single.decidable || !counted.decidable) throw new Error("decidable");
    expect(Math.abs(counted.superiority - single.superiority)).toBeLessThan(0.002);
    const all = a.flatMap((x) => b.map((y) => y - x)).sort((x, y) => x - y);
    expect(Math.abs(counted.shift - all[all.length / 2]!)).toBeLessThan(4);
    expect(counted.interval.low).toBeLessThan(counted.shift);
    expect(counted.interval.high).toBeGreaterThan(counted.shift);
  });

  it("is significant exactly when its interval leaves 0 out", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: -200, max: 200 }), (seed, shift) => {
        const answer = grouped(drawn(seed, 80, latency(0)), drawn(seed + 1, 60, latency(shift)));
        if (!answer.decidable || Math.abs(answer.p - 0.05) < 1e-6) return;
        expect(answer.interval.low > 0 || answer.interval.high < 0).toBe(answer.significant);
      }),
      { examples: [[5216, -134]] },
    );
  });

  it("calls equal latencies different as often as promised, and finds a shift that the mean cannot", () => {
    const runs = Array.from({ length: 400 }, (_, run) => run);
    const rate = (shift: number) =>
      runs.filter(
        (run) => grouped(drawn(2 * run, 200, latency(0)), drawn(2 * run + 1, 200, latency(shift))).significant,
      ).length / runs.length;
    expect(rate(0)).toBeLessThan(0.075);
    expect(rate(120)).toBeGreaterThan(0.9);
  });

  it("decides nothing for an empty arm and where all values are equal", () => {
    for (const [a, b] of [
      [[], [1, 2]],
      [[1, 2], []],
      [[], []],
      [[3, 3], [3]],
    ] as const)
      expect(grouped(a, b)).toEqual({ decidable: false, significant: false });
  });
});
