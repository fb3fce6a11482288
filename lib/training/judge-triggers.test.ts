import { describe, expect, it } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import {
  judgeAccuracy,
  judgeExamples,
  judgeInputDrift,
  judgeLabelDrift,
  judgeTime,
  type DriftRows,
} from "./judge-triggers";
import { DEFAULT_RETRAIN_SETTINGS } from "./schemas";

const settings = DEFAULT_RETRAIN_SETTINGS;
const NOW = new Date("2026-03-10T12:00:00Z");
const answers = (count: number, accuracy: number, seed = 3) => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => random() < accuracy);
};
const rows = (count: number, shares: Record<string, number>, seed = 5, length = 8): DriftRows => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    let rest = random();
    const label = Object.keys(shares).find((name) => (rest -= shares[name]!) < 0) ?? Object.keys(shares)[0]!;
    return {
      input: Array.from({ length: 1 + Math.floor(random() * length * 2) }, () => "word").join(" "),
      label,
      confidence: 0.5 + random() / 2,
    };
  });
};

describe("accuracy", () => {
  const judge = (given: readonly boolean[], baseline: number, givers = 3, changes: object = {}) =>
    judgeAccuracy(
      { answers: given, givers, baseline: { accuracy: baseline, from: "validation" } },
      { ...settings, ...changes },
    );

  it("is unknown until somebody judges an answer", () => {
    expect(judge([], 0.9)).toMatchObject({ state: "unknown", value: null });
  });

  it("fires when it falls below what is usual, and says on what evidence", () => {
    const trigger = judge(answers(400, 0.7), 0.85);
    expect(trigger).toMatchObject({ state: "fires", threshold: 0.85 });
    expect(trigger.reason).toMatch(/of 400 judged answers were right.*evident after \d+ answers.*at most 5 % of 2000/);
  });

  it("does not alarm for ever about a model that never reached the threshold", () => {
    expect(judge(answers(400, 0.85), 0.85)).toMatchObject({ state: "quiet", threshold: 0.85 });
    expect(judge(answers(400, 0.85), 1)).toMatchObject({ state: "fires", threshold: 0.95 });
  });

  it("fires after some corrections in a row, and not after one", () => {
    expect(judge([false], 0.95).state).toBe("quiet");
    expect(
      judge(
        Array.from({ length: 12 }, () => false),
        0.95,
      ).state,
    ).toBe("fires");
  });

  it("waits for as many givers as are asked for", () => {
    expect(judge(answers(400, 0.5), 0.9, 1, { minGivers: 2 })).toMatchObject({ state: "quiet" });
  });
});

describe("new examples", () => {
  it("fires at the count, of which one giver makes up a share at most", () => {
    expect(judgeExamples([{ entriesEach: 100, givers: 10 }], settings)).toMatchObject({ state: "fires", value: 1_000 });
    const flooded = judgeExamples(
      [
        { entriesEach: 5_000, givers: 1 },
        { entriesEach: 10, givers: 3 },
      ],
      settings,
    );
    expect(flooded).toMatchObject({ state: "quiet", value: 60 });
    expect(flooded.reason).toContain("5030 by 4 givers");
  });

  it("counts all of a single giver, unless more are asked for", () => {
    expect(judgeExamples([{ entriesEach: 1_200, givers: 1 }], settings).state).toBe("fires");
    expect(judgeExamples([{ entriesEach: 1_200, givers: 1 }], { ...settings, minGivers: 2 }).state).toBe("quiet");
    expect(judgeExamples([], settings)).toMatchObject({ state: "quiet", value: 0 });
  });
});

describe("time", () => {
  const ago = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);
  it("fires a day after the last run when something is new", () => {
    expect(judgeTime({ now: NOW, lastRunAt: ago(25), newExamples: 1 }, settings).state).toBe("fires");
    expect(judgeTime({ now: NOW, lastRunAt: ago(25), newExamples: 0 }, settings).state).toBe("quiet");
    expect(judgeTime({ now: NOW, lastRunAt: ago(23), newExamples: 9 }, settings).state).toBe("quiet");
    expect(judgeTime({ now: NOW, lastRunAt: null, newExamples: 9 }, settings).state).toBe("unknown");
    expect(judgeTime({ now: NOW, lastRunAt: ago(99), newExamples: 9 }, { ...settings, hours: null }).state).toBe("off");
  });
});

describe("drift", () => {
  const usual = { a: 0.5, b: 0.3, c: 0.2 };
  it("is quiet while labels and texts stay alike, in 100 of 100 looks", () => {
    for (let seed = 0; seed < 100; seed++) {
      const [before, now] = [rows(500, usual, 2 * seed + 1), rows(500, usual, 2 * seed + 2)];
      expect(judgeLabelDrift(before, now, settings).state).toBe("quiet");
      expect(judgeInputDrift(before, now, settings).state).toBe("quiet");
    }
  });

  it("fires when labels come in other shares, or texts in other lengths", () => {
    expect(judgeLabelDrift(rows(500, usual), rows(500, { a: 0.1, b: 0.3, c: 0.6 }, 8), settings).state).toBe("fires");
    expect(judgeInputDrift(rows(500, usual), rows(500, usual, 8, 40), settings).state).toBe("fires");
  });

  it("says that too little is known, or that it is not watched", () => {
    expect(judgeLabelDrift(rows(500, usual), rows(10, usual), settings)).toMatchObject({
      state: "unknown",
      value: null,
    });
    expect(judgeInputDrift([], [], { ...settings, driftIndex: null })).toMatchObject({ state: "off" });
  });
});
