import { describe, expect, it } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import { summarise } from "@/lib/platform/stats";
import { judgeGates, slowLimitMs, type ArmFacts, type Seen, type Stratum } from "./judge-gates";
import { planOf } from "./plan-of";
import { DeployInput, type Gate, type GateName } from "./schemas";

const plan = planOf(DeployInput.parse({ minSample: 50 }));
const NOTHING = { count: 0, mean: null, sd: null };

const arm = (facts: Partial<ArmFacts>): ArmFacts => ({
  count: 0,
  errorCount: 0,
  slowCount: 0,
  cost: NOTHING,
  judged: NOTHING,
  ...facts,
});
const judgedShare = (count: number, share: number) => ({
  count,
  mean: share,
  sd: Math.sqrt(share * (1 - share)),
});
function look(strata: Stratum[], more: Partial<Seen> = {}, by = plan): Map<GateName, Gate> {
  const seen: Seen = { strata, latencyMsP95: { baseline: 100, candidate: 100 }, pairs: null, ...more };
  return new Map(judgeGates(by, strata.length - 1, seen).map((gate) => [gate.gate, gate]));
}
const verdict = (gates: Map<GateName, Gate>, name: GateName) => gates.get(name)?.verdict;

describe("the gates", () => {
  it("pass nothing but the cost, which is unknown, before anything was seen", () => {
    const gates = look([{ baseline: arm({}), candidate: arm({}) }], {
      latencyMsP95: { baseline: null, candidate: null },
    });
    expect([...gates].map(([name, gate]) => [name, gate.verdict])).toEqual([
      ["sample", "waiting"],
      ["quality", "waiting"],
      ["errors", "waiting"],
      ["latency", "waiting"],
      ["cost", "passed"],
    ]);
  });

  it("fail when every request of the new version fails and none of the old", () => {
    const gates = look([{ baseline: arm({ count: 500 }), candidate: arm({ count: 30, errorCount: 30 }) }]);
    expect(verdict(gates, "errors")).toBe("failed");
  });

  it("pass errors that both versions have alike", () => {
    const gates = look([
      { baseline: arm({ count: 1_000, errorCount: 50 }), candidate: arm({ count: 200, errorCount: 10 }) },
    ]);
    expect(verdict(gates, "errors")).toBe("passed");
  });

  it("do not mistake an hour in which everything failed for a fault of the new version", () => {
    const calm: Stratum = { baseline: arm({ count: 10_000 }), candidate: arm({ count: 100 }) };
    const outage: Stratum = {
      baseline: arm({ count: 1_000, errorCount: 500 }),
      candidate: arm({ count: 1_000, errorCount: 500 }),
    };
    expect(verdict(look([calm, outage]), "errors")).toBe("passed");
  });

  it("say that quality is worse only for certain, and that it is no worse only within the margin", () => {
    const quality = (candidate: number, count: number) =>
      verdict(
        look([
          {
            baseline: arm({ count, judged: judgedShare(count, 0.9) }),
            candidate: arm({ count, judged: judgedShare(count, candidate) }),
          },
        ]),
        "quality",
      );
    expect(quality(0.6, 200)).toBe("failed");
    expect(quality(0.9, 100)).toBe("waiting");
    expect(quality(0.9, 3_000)).toBe("passed");
    expect(quality(0.89, 20_000)).toBe("passed");
    expect(quality(0.9, 20)).toBe("waiting");
  });

  it("of an A/B test take a version for the winner only when it is better for certain", () => {
    const test = planOf(DeployInput.parse({ strategy: "ab_test" }));
    const quality = (share: number, count: number) =>
      look(
        [
          {
            baseline: arm({ count: 1_000, judged: judgedShare(count, 0.8) }),
            candidate: arm({ count: 1_000, judged: judgedShare(count, share) }),
          },
        ],
        {},
        test,
      ).get("quality");
    expect(quality(0.8, 20_000)?.verdict).toBe("waiting");
    expect(quality(0.9, 1_000)).toMatchObject({ verdict: "passed", explanation: "Quality is better, for certain." });
    expect(quality(0.7, 1_000)?.verdict).toBe("failed");
    expect(quality(0.9, 20)?.verdict).toBe("waiting");
  });

  it("are sure sooner with requests that both versions answered", () => {
    const pairs = { count: 300, baseline: 0.9, candidate: 0.9, sdOfDifference: 0.2 };
    expect(verdict(look([{ baseline: arm({}), candidate: arm({}) }], { pairs }), "quality")).toBe("passed");
    const worse = { count: 300, baseline: 0.9, candidate: 0.75, sdOfDifference: 0.45 };
    expect(verdict(look([{ baseline: arm({}), candidate: arm({}) }], { pairs: worse }), "quality")).toBe("failed");
  });

  it("take fifty pairs without any difference for no proof", () => {
    const pairs = { count: 50, baseline: 1, candidate: 1, sdOfDifference: 0 };
    expect(verdict(look([{ baseline: arm({}), candidate: arm({}) }], { pairs }), "quality")).toBe("waiting");
  });

  it("fail a version that is slow, and let 25 ms pass as noise", () => {
    const slow = (slowCount: number) =>
      verdict(
        look([{ baseline: arm({ count: 500, slowCount: 5 }), candidate: arm({ count: 200, slowCount }) }]),
        "latency",
      );
    expect(slow(100)).toBe("failed");
    expect(slow(2)).toBe("passed");
    expect(slow(16)).toBe("waiting");
    expect(slowLimitMs(2, 1.5)).toBe(27);
    expect(slowLimitMs(1_000, 1.5)).toBe(1_500);
  });

  it("fail a version that costs twice as much", () => {
    const cost = (mean: number) => ({ count: 300, mean, sd: mean / 3 });
    const gates = (mean: number) =>
      look([{ baseline: arm({ count: 300, cost: cost(0.01) }), candidate: arm({ count: 300, cost: cost(mean) }) }]);
    expect(verdict(gates(0.02), "cost")).toBe("failed");
    expect(verdict(gates(0.011), "cost")).toBe("passed");
  });

  it("roll back an equal version in less than 5 % of the cases, however often they are looked at", () => {
    const random = seededRandom(7);
    let falseAlarms = 0;
    for (let run = 0; run < 200; run++) {
      const values = { baseline: [] as number[], candidate: [] as number[] };
      for (let at = 0; at < 40; at++) {
        for (let index = 0; index < 25; index++) {
          values.baseline.push(random() < 0.9 ? 1 : 0);
          values.candidate.push(random() < 0.9 ? 1 : 0);
        }
        const judged = (name: keyof typeof values) => arm({ count: 1, judged: summarise(values[name]) });
        if (verdict(look([{ baseline: judged("baseline"), candidate: judged("candidate") }]), "quality") === "failed") {
          falseAlarms++;
          break;
        }
      }
    }
    expect(falseAlarms).toBeLessThan(10);
  });
});
