import { describe, expect, it } from "vitest";
import { formatBytes } from "./format-bytes";

describe("a size", () => {
  it("is told in the unit that keeps it short", () => {
    expect([999, 12_345, 50_000_000].map(formatBytes)).toEqual(["999 B", "12.3 kB", "50 MB"]);
  });
});
