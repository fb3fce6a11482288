import { describe, expect, it } from "vitest";
import type { SavingsEntry } from "@/lib/savings/schemas";
import { pointsText, savedText, savedTone, stateText } from "./saving-text";

const measured = (mean: number, low: number, high: number) => ({ mean, low, high, standardError: 1 });

describe("what a change saved, in words", () => {
  it("shows losses as losses, and what is unknown as unknown", () => {
    expect(savedText(measured(12, 8, 16))).toBe("$12.00 ($8.00 to $16.00)");
    expect(savedText(measured(-2, -5, 1))).toBe("−$2.00 (−$5.00 to $1.00)");
    expect(savedText(null)).toBe("not known");
    expect(pointsText(measured(0.44, -0.2, 1))).toBe("+0.4 (−0.2 to +1.0)");
    expect(pointsText(null)).toBe("too few scores");
  });

  it("calls nothing saved that could be nothing", () => {
    expect(savedTone(measured(12, 8, 16))).toBe("success");
    expect(savedTone(measured(-12, -16, -8))).toBe("danger");
    expect(savedTone(measured(1, -1, 3))).toBe("neutral");
    expect(savedTone(null)).toBe("neutral");
  });

  it("says how much is held back, and why no more is", () => {
    const entry = (changes: Partial<SavingsEntry>) =>
      stateText({ closedReason: null, heldShare: 0.023, isCanary: false, ...changes } as SavingsEntry);
    expect(entry({})).toBe("2.3 % of the requests are served as before");
    expect(entry({ heldShare: 0.9, isCanary: true })).toBe("Tried on 10 % of the requests");
    expect(entry({ closedReason: "changed" })).toBe("Ended: Somebody changed the configuration");
  });
});
