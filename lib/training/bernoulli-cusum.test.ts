import { describe, expect, it } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import { alarmChance, designCusum, FALSE_ALARM_RATE, runCusum, UNCHANGED_ITEMS } from "./bernoulli-cusum";

const answers = (random: () => number, count: number, accuracy: number) =>
  Array.from({ length: count }, () => random() < accuracy);

describe("designCusum", () => {
  it("alarms in at most 5 % of 2,000 answers while they stay as right as usual, from 60 to 99 %", () => {
    for (let usual = 0.6; usual < 0.995; usual += 0.0137) {
      const chance = alarmChance({ wrong: 1 - usual, ...designCusum(usual, 0.1) });
      expect(chance, `usual ${usual}`).toBeLessThanOrEqual(FALSE_ALARM_RATE);
      expect(chance, `usual ${usual}`).toBeGreaterThan(0.01);
    }
  });

  it("computes the chance of an alarm as often as alarms come", () => {
    const [random, runs] = [seededRandom(7), 4_000];
    const design = designCusum(0.7, 0.1);
    const alarms = Array.from({ length: runs }, () => runCusum(design, answers(random, UNCHANGED_ITEMS, 0.7))).filter(
      ({ alarmAfter }) => alarmAfter !== null,
    ).length;
    // Four standard errors of the count.
    expect(Math.abs(alarms / runs - alarmChance({ wrong: 0.3, ...design }))).toBeLessThan(0.0125);
  });

  it("notices a drop from 85 % to 75 % within 250 answers in the median", () => {
    const random = seededRandom(11);
    const design = designCusum(0.85, 0.1);
    const delays = Array.from(
      { length: 501 },
      () => runCusum(design, answers(random, 5_000, 0.75)).alarmAfter ?? 5_000,
    );
    expect(delays.sort((a, b) => a - b)[250]).toBeLessThanOrEqual(250);
  });

  it("stays quiet while everything is right, and alarms soon when everything is wrong", () => {
    const design = designCusum(0.95, 0.1);
    expect(
      runCusum(
        design,
        Array.from({ length: 10_000 }, () => true),
      ),
    ).toEqual({ score: 0, alarmAfter: null });
    expect(
      runCusum(
        design,
        Array.from({ length: 50 }, () => false),
      ).alarmAfter,
    ).toBeLessThan(15);
  });

  it.each([0, 0.02, 0.5, 1])("makes a design for a usual share of %s as well", (usual) => {
    const { limit, up, down } = designCusum(usual, 0.1);
    expect(limit).toBeGreaterThan(0);
    expect(up).toBeGreaterThan(0);
    expect(down).toBeGreaterThan(0);
  });
});
