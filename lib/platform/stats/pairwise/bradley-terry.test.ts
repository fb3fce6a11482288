import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import { agreesWithVectors } from "../test-vectors";
import { bradleyTerry, chanceToBeat } from "./bradley-terry";

agreesWithVectors("pairwise.json", "bradley_terry");

/** Milwaukee, Detroit, Toronto, New York, Boston, Cleveland, Baltimore in 1987 (Agresti 2002, table 10.10). */
const BASEBALL = [
  [0, 7, 9, 7, 7, 9, 11],
  [6, 0, 7, 5, 11, 9, 9],
  [4, 6, 0, 7, 7, 8, 12],
  [6, 8, 6, 0, 6, 7, 10],
  [6, 2, 6, 7, 0, 7, 12],
  [4, 4, 5, 6, 6, 0, 6],
  [2, 4, 1, 3, 1, 7, 0],
];

describe("strengths from comparisons in pairs", () => {
  it("are the published ones of the American League", () => {
    const { logStrengths } = bradleyTerry(BASEBALL)!;
    const overBaltimore = logStrengths.map((strength) => strength - logStrengths[6]!);
    [1.5814, 1.4364, 1.2945, 1.2476, 1.1077, 0.6839, 0].forEach((published, team) =>
      expect(overBaltimore[team]).toBeCloseTo(published, 4),
    );
  });

  it("are as sure as published (Turner and Firth 2012, BradleyTerry2, table of `baseballModel1`)", () => {
    const { covariance } = bradleyTerry(BASEBALL)!;
    const over = (team: number) => Math.sqrt(covariance[team]![team]! + covariance[6]![6]! - 2 * covariance[team]![6]!);
    [0.3433, 0.3396, 0.3367, 0.3359, 0.3339, 0.3319].forEach((published, team) =>
      expect(over(team)).toBeCloseTo(published, 3),
    );
  });

  it("lie within their 95 % interval about 95 times of 100", () => {
    const random = seededRandom(5);
    const truth = [0.6, 0.1, -0.2, -0.5];
    let [covered, all] = [0, 0];
    for (let run = 0; run < 300; run++) {
      const wins = truth.map(() => truth.map(() => 0));
      for (let game = 0; game < 400; game++) {
        const i = Math.floor(4 * random());
        const j = (i + 1 + Math.floor(3 * random())) % 4;
        if (random() < chanceToBeat(truth[i]!, truth[j]!)) wins[i]![j]!++;
        else wins[j]![i]!++;
      }
      const { logStrengths, covariance } = bradleyTerry(wins)!;
      truth.forEach((strength, index) => {
        all++;
        if (Math.abs(logStrengths[index]! - strength) <= 1.96 * Math.sqrt(covariance[index]![index]!)) covered++;
      });
    }
    expect(covered / all).toBeGreaterThan(0.93);
    expect(covered / all).toBeLessThan(0.97);
  });

  it("give each contestant as many expected wins as it had", () => {
    const win = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(fc.array(fc.array(win, { minLength: 4, maxLength: 4 }), { minLength: 4, maxLength: 4 }), (wins) => {
        const { logStrengths } = bradleyTerry(wins)!;
        wins.forEach((row, i) => {
          const others = [0, 1, 2, 3].filter((j) => j !== i);
          const expected = others.map(
            (j) => (row[j]! + wins[j]![i]!) * chanceToBeat(logStrengths[i]!, logStrengths[j]!),
          );
          expect(expected.reduce((x, y) => x + y, 0)).toBeCloseTo(
            others.reduce((sum, j) => sum + row[j]!, 0),
            6,
          );
        });
        expect(logStrengths.reduce((x, y) => x + y, 0)).toBeCloseTo(0, 9);
      }),
    );
  });

  it("do not depend on who comes first", () => {
    const order = [3, 0, 6, 2, 5, 1, 4];
    const shuffled = order.map((i) => order.map((j) => BASEBALL[i]![j]!));
    const { ratings } = bradleyTerry(BASEBALL)!;
    bradleyTerry(shuffled)!.ratings.forEach((rating, place) => expect(rating).toBeCloseTo(ratings[order[place]!]!, 6));
  });

  it("come out of lopsided wins too", () => {
    const { logStrengths } = bradleyTerry([
      [0, 1e6],
      [1, 0],
    ])!;
    expect(logStrengths[0]! - logStrengths[1]!).toBeCloseTo(Math.log(1e6), 8);
  });

  it("do not exist when somebody never lost, groups never met, or there is nobody to beat", () => {
    const cases = [
      [],
      [[0]],
      [
        [0, 5],
        [0, 0],
      ],
      [
        [0, 1, 0, 0],
        [1, 0, 0, 0],
        [0, 0, 0, 1],
        [0, 0, 1, 0],
      ],
      [
        [0, NaN],
        [1, 0],
      ],
      [[0, 1]],
    ];
    for (const wins of cases) expect(bradleyTerry(wins)).toBeNull();
  });
});
