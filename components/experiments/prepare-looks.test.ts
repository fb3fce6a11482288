import { describe, expect, it } from "vitest";
import type { Look } from "@/lib/experiments/schemas";
import { prepareLooks } from "./prepare-looks";

const look = (units: number, effect: number | null, reach = 1): Look => ({
  at: `2026-03-01T00:00:${String(units % 60).padStart(2, "0")}Z`,
  units,
  arms: [],
  effects: [
    {
      variant: "cold",
      effect,
      low: effect === null ? null : effect - reach,
      high: effect === null ? null : effect + reach,
    },
  ],
});

describe("effects over time", () => {
  it("leave out looks at which nothing could be said, and other variants", () => {
    expect(prepareLooks([look(10, null), look(20, 0.5)], "cold").points.map(({ x }) => x)).toEqual([20]);
    expect(prepareLooks([look(20, 0.5)], "warm")).toEqual({ points: [], from: 0, to: 0 });
  });

  it("stand once where no unit came between two looks, as the newer one has it", () => {
    expect(prepareLooks([look(20, 0.5), look(20, 0.7)], "cold").points).toMatchObject([{ x: 20, effect: 0.7 }]);
  });

  it("always show 0, and are not squeezed by the first wide interval", () => {
    const { from, to, points } = prepareLooks([look(10, 0, 1_000), look(500, 2, 1)], "cold");
    expect(from).toBeLessThanOrEqual(0);
    expect(to).toBe(18);
    expect(points[0]).toMatchObject({ low: -18, high: 18 });
    expect(prepareLooks([look(9, 5, 1)], "cold").from).toBe(0);
  });
});
