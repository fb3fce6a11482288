import { describe, expect, it } from "vitest";
import { expiryOf } from "./key-expiry";

describe("the expiry of a key", () => {
  const now = new Date("2026-12-15T22:00:00Z");

  it("is the end of a day, so that trying again later the same day asks for the same", () => {
    expect(expiryOf("30", now)).toBe("2027-01-14T23:59:59Z");
    expect(expiryOf("30", new Date("2026-12-15T01:00:00Z"))).toBe(expiryOf("30", now));
  });

  it("is none for never", () => {
    expect(expiryOf("never", now)).toBeNull();
  });
});
