import { describe, expect, it } from "vitest";
import { prepareDiff } from "./prepare-diff";

describe("prepareDiff", () => {
  it("names each field that differs, and only those", () => {
    const before = { strategy: "balanced", model: "a", constraints: { maxCostUsd: 1, minQuality: 80 } };
    const after = { strategy: "balanced", model: "b", constraints: { maxCostUsd: 1 }, cache: true };
    expect(prepareDiff(before, after)).toEqual([
      { path: "model", kind: "changed", before: "a", after: "b" },
      { path: "constraints.minQuality", kind: "removed", before: "80", after: null },
      { path: "cache", kind: "added", before: null, after: "true" },
    ]);
  });

  it("names the fields of an object that appeared or went, and an empty object as such", () => {
    expect(prepareDiff({}, { cache: { ttlSeconds: 60, isSemantic: true }, tags: {} }).map(({ path }) => path)).toEqual([
      "cache.ttlSeconds",
      "cache.isSemantic",
      "tags",
    ]);
  });

  it("finds nothing between equal values, whatever the order of their fields", () => {
    expect(prepareDiff({ a: [{ x: 1, y: 2 }], b: null }, { b: null, a: [{ y: 2, x: 1 }] })).toEqual([]);
  });

  it("tells null from a missing field, and a list's order matters", () => {
    expect(prepareDiff({ a: null }, {})).toEqual([{ path: "a", kind: "removed", before: "null", after: null }]);
    expect(prepareDiff({ a: [1, 2] }, { a: [2, 1] })).toHaveLength(1);
  });

  it("shows a field that turned from a value into fields as one change", () => {
    expect(prepareDiff({ cache: false }, { cache: { ttlSeconds: 60 } })).toMatchObject([
      { path: "cache", kind: "changed" },
    ]);
  });
});
