import { describe, expect, it } from "vitest";
import { activeItem, hasTimeRange, NAVIGATION_ITEMS } from "./navigation";

describe("navigation", () => {
  it("gives every page its own address and key", () => {
    expect(new Set(NAVIGATION_ITEMS.map((item) => item.href)).size).toBe(NAVIGATION_ITEMS.length);
    expect(new Set(NAVIGATION_ITEMS.map((item) => item.key)).size).toBe(NAVIGATION_ITEMS.length);
  });

  it("marks the page and the pages below it, the overview only for itself", () => {
    expect(activeItem("/")?.label).toBe("Overview");
    expect(activeItem("/models/gpt-4o")?.label).toBe("Models");
    expect(activeItem("/routing")?.label).toBe("Routing");
    expect(activeItem("/quality")?.label).toBe("Quality");
    expect(activeItem("/models-of-yesterday")).toBeUndefined();
  });

  it("offers the time range where numbers depend on it, not on every page below", () => {
    expect(hasTimeRange("/costs")).toBe(true);
    expect(hasTimeRange("/costs/savings")).toBe(true);
    expect(hasTimeRange("/costs/budgets")).toBe(false);
    expect(hasTimeRange("/models")).toBe(false);
  });
});
