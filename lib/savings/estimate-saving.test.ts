import { describe, expect, it } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import { welchTest } from "@/lib/platform/stats";
import { addSavings } from "./add-savings";
import { assignArm } from "./assign-arm";
import { chooseHeldShare } from "./choose-held-share";
import { estimateSaving, type ArmSums } from "./estimate-saving";

const part = (changes: Partial<ArmSums>): ArmSums => ({
  phase: 1,
  arm: "changed",
  bucket: 0,
  count: 1,
  failedCount: 0,
  pricedCount: 1,
  costUsd: 0,
  latencyCount: 0,
  latencyMsSum: 0,
  qualityCount: 0,
  qualitySum: 0,
  ...changes,
});

/** Every request in a bucket of its own: then buckets are requests. */
const requests = (arm: ArmSums["arm"], costs: readonly number[], changes: Partial<ArmSums> = {}) =>
  costs.map((costUsd, bucket) => part({ arm, bucket, costUsd, ...changes }));

const costs = (count: number, mean: number, seed: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => mean * (0.5 + random()));
};

describe("a saving", () => {
  it("is Welch's interval of the means times the requests, where requests are independent", () => {
    const [held, changed] = [costs(50, 0.01, 1), costs(60, 0.004, 2)];
    const saving = estimateSaving([...requests("held", held), ...requests("changed", changed)]);
    const summary = (values: number[]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      return { count: values.length, mean, sd: Math.sqrt(squares / (values.length - 1)) };
    };
    const welch = welchTest(summary(changed), summary(held));
    if (!welch.decidable) throw new Error("undecidable");
    expect(saving.savedUsd!.mean).toBeCloseTo(60 * welch.difference, 10);
    expect(saving.savedUsd!.low).toBeCloseTo(60 * welch.interval.low, 10);
    expect(saving.savedUsd!.high).toBeCloseTo(60 * welch.interval.high, 10);
    expect(saving).toMatchObject({ calls: 60, heldCalls: 50, unpricedCalls: 0, uncomparedCalls: 0, reason: null });
  });

  it("is negative when the change costs more", () => {
    const saving = estimateSaving([
      ...requests("held", costs(40, 0.001, 1)),
      ...requests("changed", costs(400, 0.003, 2)),
    ]);
    expect(saving.savedUsd!.high).toBeLessThan(0);
    expect(saving.savedUsd!.low).toBeLessThan(saving.savedUsd!.high);
    expect(saving.savedShare).toBeLessThan(-1);
  });

  it("does not mistake dearer times for a saving when the share changed with them", () => {
    // First a cheap time in which most was held back, then a dear one in which little was: nothing was saved in either.
    const saving = estimateSaving([
      ...requests("held", costs(60, 0.001, 1)),
      ...requests("changed", costs(40, 0.001, 2)),
      ...requests("held", costs(40, 0.01, 3), { phase: 2 }),
      ...requests("changed", costs(60, 0.01, 4), { phase: 2 }),
    ]);
    expect(saving.savedUsd!.low).toBeLessThan(0);
    expect(saving.savedUsd!.high).toBeGreaterThan(0);
  });

  it("is less sure when the requests of a session depend on each other", () => {
    const inSessions = (arm: ArmSums["arm"], seed: number) =>
      costs(40, 0.01, seed).map((cost, bucket) =>
        part({ arm, bucket, count: 10, pricedCount: 10, costUsd: 10 * cost }),
      );
    const alone = (arm: ArmSums["arm"], seed: number) =>
      costs(40, 0.01, seed).map((_, bucket) =>
        part({
          arm,
          bucket,
          count: 10,
          pricedCount: 10,
          costUsd: costs(10, 0.01, seed + bucket).reduce((a, b) => a + b),
        }),
      );
    const width = (sums: ArmSums[]) => {
      const { low, high } = estimateSaving(sums).savedUsd!;
      return high - low;
    };
    expect(width([...inSessions("held", 1), ...inSessions("changed", 2)])).toBeGreaterThan(
      2 * width([...alone("held", 1), ...alone("changed", 2)]),
    );
  });

  it("says nothing of too few requests, or of requests whose cost is unknown", () => {
    const changed = requests("changed", costs(400, 0.01, 1));
    expect(estimateSaving([...requests("held", costs(29, 0.01, 2)), ...changed])).toMatchObject({
      savedUsd: null,
      reason: expect.stringContaining("29 requests were held back") as string,
    });
    const unknown = requests("changed", costs(40, 0, 3), { pricedCount: 0, phase: 1 }).map((one) => ({
      ...one,
      bucket: one.bucket + 500,
    }));
    const mixed = estimateSaving([...requests("held", costs(50, 0.02, 2)), ...changed, ...unknown]);
    expect(mixed).toMatchObject({ savedUsd: null, unpricedCalls: 40 });
    expect(mixed.reason).toContain("unknown");
    expect(estimateSaving([])).toMatchObject({ savedUsd: null, failures: null, quality: null });
  });

  it("leaves out a time in which too few were held back, and says how many requests that are", () => {
    const saving = estimateSaving([
      ...requests("held", costs(50, 0.02, 1)),
      ...requests("changed", costs(50, 0.01, 2)),
      ...requests("held", costs(5, 0.02, 3), { phase: 2 }),
      ...requests("changed", costs(70, 0.01, 4), { phase: 2 }),
    ]);
    expect(saving).toMatchObject({ calls: 120, heldCalls: 55, uncomparedCalls: 70 });
    expect(saving.savedUsd!.mean).toBeCloseTo(0.5, 0);
  });

  it("tells the difference of quality and latency beside it", () => {
    const scored = (arm: ArmSums["arm"], quality: number, seed: number) =>
      costs(40, quality, seed).map((score, bucket) =>
        part({ arm, bucket, qualityCount: 1, qualitySum: score, latencyCount: 1, latencyMsSum: 2 * score }),
      );
    const { quality, latencyMs } = estimateSaving([...scored("held", 80, 1), ...scored("changed", 40, 2)]);
    expect(quality!.difference.high).toBeLessThan(0);
    expect(latencyMs!.difference.mean).toBeCloseTo(2 * quality!.difference.mean, 6);
  });
});

describe("a sum of savings", () => {
  it("adds variances, and counts those of which nothing is known", () => {
    const one = { mean: 3, low: 1, high: 5, standardError: 3 };
    const two = { mean: -1, low: -2, high: 0, standardError: 4 };
    const total = addSavings([{ savedUsd: one }, { savedUsd: two }, { savedUsd: null }]);
    expect(total).toMatchObject({ entries: 2, silentEntries: 1, savedUsd: { mean: 2, standardError: 5 } });
    expect(addSavings([{ savedUsd: one }]).savedUsd).toEqual(one);
    expect(addSavings([{ savedUsd: null }]).savedUsd).toBeNull();
  });
});

describe("the share that is held back", () => {
  it("is the less the more requests there are, from 5 % to 1 %", () => {
    const shares = [0, 10, 400, 800, 1_300, 1e6].map((perDay) => chooseHeldShare(perDay).share);
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
    expect(shares[0]).toBe(0.05);
    expect(shares.at(-1)).toBe(0.01);
    expect(chooseHeldShare(0).reason).toContain("0 requests a day");
  });

  it("is met by the assignment, and moves only those that it has to", () => {
    const units = Array.from({ length: 20_000 }, (_, index) => `session ${index}`);
    const heldAt = (heldShare: number) =>
      new Set(units.filter((unit) => assignArm({ id: "a hold-out", phase: 1, heldShare }, unit).arm === "held"));
    const [few, more] = [heldAt(0.02), heldAt(0.05)];
    expect(few.size / units.length).toBeCloseTo(0.02, 2);
    expect([...few].every((unit) => more.has(unit))).toBe(true);
    const buckets = units.map((unit) => assignArm({ id: "a hold-out", phase: 1, heldShare: 0.5 }, unit).bucket);
    expect(Math.min(...buckets)).toBe(0);
    expect(Math.max(...buckets)).toBe(63);
  });
});
