import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareVersions, nextVersion } from "./next-version";

describe("the next version of a trained model", () => {
  it("begins at 1.0.0", () => {
    expect(nextVersion([], ["a", "b"])).toBe("1.0.0");
  });

  it("is a minor step for the same labels in any order, a major one for others", () => {
    const published = [{ version: "1.4.0", labels: ["a", "b"] }];
    expect(nextVersion(published, ["b", "a"])).toBe("1.5.0");
    expect(nextVersion(published, ["a", "b", "c"])).toBe("2.0.0");
    expect(nextVersion(published, ["a"])).toBe("2.0.0");
  });

  it("follows the highest version, not the newest or the alphabetically last", () => {
    const published = ["1.9.0", "1.10.0", "1.2.0"].map((version) => ({ version, labels: ["a"] }));
    expect(nextVersion(published, ["a"])).toBe("1.11.0");
  });

  it("is always above everything published", () => {
    const part = fc.integer({ min: 0, max: 50 });
    const version = fc.tuple(part, part, part).map((parts) => parts.join("."));
    const labels = fc.subarray(["a", "b", "c"], { minLength: 1 });
    fc.assert(
      fc.property(fc.array(fc.record({ version, labels }), { minLength: 1 }), labels, (published, own) => {
        const next = nextVersion(published, own);
        for (const one of published) expect(compareVersions(next, one.version)).toBeGreaterThan(0);
      }),
    );
  });
});
