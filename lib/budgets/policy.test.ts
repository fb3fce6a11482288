import { describe, expect, it } from "vitest";
import { contentFault, crossedShares, limitAt, projectSpend } from "./policy";

const FROM = new Date("2026-03-01T00:00:00Z");
const TO = new Date("2026-03-31T00:00:00Z");
const dayOf = (days: number) => new Date(FROM.getTime() + days * 86_400_000);

describe("crossedShares", () => {
  it("watches the limit itself beside the budget's own shares, each once, ascending", () => {
    expect(crossedShares({ alertShares: [0.8, 0.5, 1], limitUsd: 10 }, 10)).toEqual([0.5, 0.8, 1]);
    expect(crossedShares({ alertShares: [0.8], limitUsd: 10 }, 7.99)).toEqual([]);
  });

  it("is not fooled by sums of binary fractions", () => {
    expect(crossedShares({ alertShares: [], limitUsd: 0.3 }, 0.1 + 0.1 + 0.1 - 1e-12)).toEqual([1]);
  });
});

describe("projectSpend", () => {
  it("goes on at the pace so far", () => {
    expect(projectSpend(10, { from: FROM, to: TO }, dayOf(15))).toBeCloseTo(20, 9);
  });

  it("says nothing when a window has hardly begun, has not begun, or is over", () => {
    for (const day of [-1, 0, 1, 30, 40]) expect(projectSpend(10, { from: FROM, to: TO }, dayOf(day))).toBeNull();
  });
});

describe("limitAt", () => {
  const history = [
    { from: "2026-03-01T00:00:00Z", limitUsd: 5 },
    { from: "2026-03-10T00:00:00Z", limitUsd: 50 },
  ] as Parameters<typeof limitAt>[0];

  it("is the limit that was in force then, before the first one the first one, without any the current one", () => {
    expect(limitAt(history, dayOf(3), 99)).toBe(5);
    expect(limitAt(history, dayOf(9), 99)).toBe(50);
    expect(limitAt(history, dayOf(-3), 99)).toBe(5);
    expect(limitAt([], dayOf(3), 99)).toBe(99);
  });
});

describe("contentFault", () => {
  type Content = Parameters<typeof contentFault>[0];
  const fieldOf = (content: Partial<Content>) =>
    contentFault({
      scope: "organization",
      scopeRef: null,
      period: "daily",
      from: null,
      to: null,
      ...content,
    } as Content)?.field ?? null;

  it("wants a name exactly for the scopes that are about one thing", () => {
    expect(fieldOf({})).toBeNull();
    for (const scope of ["task", "key", "user"] as const) {
      expect(fieldOf({ scope })).toBe("scopeRef");
      expect(fieldOf({ scope, scopeRef: "x" })).toBeNull();
    }
    for (const scope of ["organization", "each_user"] as const)
      expect(fieldOf({ scope, scopeRef: "x" })).toBe("scopeRef");
  });

  it("wants days exactly for a custom period, in order", () => {
    expect(fieldOf({ from: "2026-03-01" })).toBe("from");
    expect(fieldOf({ to: "2026-03-01" })).toBe("to");
    expect(fieldOf({ period: "custom", to: "2026-03-02" })).toBe("from");
    expect(fieldOf({ period: "custom", from: "2026-03-01" })).toBe("to");
    expect(fieldOf({ period: "custom", from: "2026-03-02", to: "2026-03-02" })).toBe("to");
    expect(fieldOf({ period: "custom", from: "2026-03-01", to: "2026-03-02" })).toBeNull();
  });
});
