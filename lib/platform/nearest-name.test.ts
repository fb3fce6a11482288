import { describe, expect, it } from "vitest";
import { nearestName } from "./nearest-name";

describe("nearestName", () => {
  it("finds the name behind a slip of the finger", () => {
    expect(nearestName("taskTyp", ["taskType", "strategy"])).toBe("taskType");
    expect(nearestName("STRATEGY", ["taskType", "strategy"])).toBe("strategy");
  });

  it("suggests nothing rather than something far away", () => {
    expect(nearestName("colour", ["taskType", "strategy"])).toBeNull();
    expect(nearestName("x".repeat(10_000), ["x"])).toBeNull();
  });
});
