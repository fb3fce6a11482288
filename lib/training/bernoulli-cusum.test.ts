import { describe, expect, it } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import { designCusum, FALSE_ALARM_RATE, runCusum, UNCHANGED_ITEMS } from "./bernoulli-cusum";

const answers = (random: () => number, count: number, accuracy: number) =>
  Array.from({ length: count }, () => random() < accuracy);

describe("designCusum", () => {
  it.each([0.7, 0.85, 0.95])("alarms in at most 5 %% of 2,000 answers while %s of them stay right", (usual) => {
    const random = seededRandom(7);
    const design = designCusum(usual, 0.1);
    const alarms = Array.from({ length: 1_000 }, () =>
      runCusum(design, answers(random, UNCHANGED_ITEMS, usual)),
    ).filter(({ alarmAfter }) => alarmAfter !== null).length;
    // The design is exact; 1,000 runs are within 0.7 points of it two times out of three.
    expect(alarms / 1_000).toBeLessThan(FALSE_ALARM_RATE + 0.02);
    expect(alarms / 1_000).toBeGreaterThan(0.01);
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
