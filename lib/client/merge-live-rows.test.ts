import { describe, expect, it } from "vitest";
import type { ExecutionSummary } from "@/lib/executions/schemas";
import { liveFrom, MAX_LIVE_ROWS, mergeLiveRows } from "./merge-live-rows";

const START = Date.parse("2026-03-01T00:00:00Z");
const at = (second: number) => new Date(START + second * 1_000).toISOString();
const execution = (id: string, second: number, status: ExecutionSummary["status"] = "success") =>
  ({ id, createdAt: at(second), status }) as ExecutionSummary;
const look = { isCut: false, nowMs: 5 };

describe("the live tail", () => {
  it("marks what came since it began, and nothing that was there before", () => {
    const first = mergeLiveRows(undefined, [execution("b", 2), execution("a", 1)], look);
    const second = mergeLiveRows(first, [execution("c", 3), execution("b", 2)], { ...look, nowMs: 9 });
    expect(second.map(({ id, arrivedAtMs }) => [id, arrivedAtMs])).toEqual([
      ["c", 9],
      ["b", null],
      ["a", null],
    ]);
    const third = mergeLiveRows(second, [execution("c", 3)], { ...look, nowMs: 12 });
    expect(third[0]?.arrivedAtMs).toBe(9);
  });

  it("shows a call that was under way with its outcome, once", () => {
    const before = mergeLiveRows(undefined, [execution("a", 1, "pending")], look);
    const after = mergeLiveRows(before, [execution("a", 1, "failed")], look);
    expect(after.map(({ id, status }) => [id, status])).toEqual([["a", "failed"]]);
  });

  it("looks back to the oldest call that is still under way, however long it takes", () => {
    const found = [execution("c", 900), execution("b", 300, "pending"), execution("a", 1)];
    expect(liveFrom(mergeLiveRows(undefined, found, look))).toBe(at(300));
  });

  it("puts what is stored late where it belongs by its time", () => {
    const before = mergeLiveRows(undefined, [execution("c", 30), execution("a", 1)], look);
    const after = mergeLiveRows(before, [execution("c", 30), execution("b", 20)], look);
    expect(after.map(({ id }) => id)).toEqual(["c", "b", "a"]);
    expect(liveFrom(before)).toBe(at(30 - 60));
    expect(liveFrom(undefined)).toBeNull();
    expect(liveFrom([])).toBeNull();
  });

  it("hides no gap when more came than one look holds, and keeps no more than it may", () => {
    const before = mergeLiveRows(undefined, [execution("old", 1)], look);
    expect(mergeLiveRows(before, [execution("z", 900)], { ...look, isCut: true }).map(({ id }) => id)).toEqual(["z"]);
    const many = Array.from({ length: MAX_LIVE_ROWS + 5 }, (_, index) => execution(`n${index}`, index));
    expect(mergeLiveRows(before, many, look)).toHaveLength(MAX_LIVE_ROWS);
  });
});
