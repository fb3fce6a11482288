import { describe, expect, it } from "vitest";
import { compare } from "./compare";
import { readVectorSets } from "./read-vector-sets";
import { runVectorCase } from "./run-vector-case";

describe("a comparison with reference vectors", () => {
  it("allows the larger of the absolute and the relative tolerance, and no more", () => {
    expect(compare({ p: 1.00005 }, { p: 1 }, { abs: 1e-9, rel: 1e-4 }).failures).toEqual([]);
    expect(compare({ p: 1e-10 }, { p: 0 }, {}).failures).toEqual([]);
    expect(compare({ p: 1.00005 }, { p: 1 }, {}).failures).toHaveLength(1);
    expect(compare({ p: 0 }, { p: 1e-89 }, { abs: 0, rel: 1e-6 }).failures).toHaveLength(1);
  });

  it("counts a key that is not offered as skipped, never as passed", () => {
    const set = { kind: "percentiles", cases: [] };
    const input = { values: [1, 2], percentiles: [50] };
    expect(compare({ a: 1 }, { a: 1, b: 2 }, {})).toEqual({ graded: 1, failures: [], skipped: ["b"] });
    expect(runVectorCase(set, { id: "1", input, expected: { mode: 3 } })).toBeNull();
    expect(runVectorCase({ ...set, kind: "astrology" }, { id: "1", input, expected: {} })).toBeNull();
  });

  it("fails what is no number, lists of other lengths, and null in the place of a value", () => {
    for (const got of [NaN, Infinity, null, "1", undefined]) {
      expect(compare({ x: [got] }, { x: [1] }, {}).failures).toHaveLength(1);
    }
    expect(compare({ x: [1, 2] }, { x: [1] }, {}).failures).toHaveLength(1);
    expect(compare({ x: 0 }, { x: null }, {}).failures).toHaveLength(1);
    expect(compare(null, { x: 1 }, {}).failures).toHaveLength(1);
  });

  it("does not grade keys that the tolerance says are not graded", () => {
    const ungraded = { pi95: "not graded (formula differs between implementations)" };
    expect(compare({ sse: 2 }, { sse: 2, pi95_low: [1], pi95_high: [3] }, ungraded)).toMatchObject({
      graded: 1,
      skipped: [],
    });
  });

  it("lets a case's tolerance win over its set's, and fails what throws", () => {
    const set = { kind: "percentiles", tolerance: { abs: 0, rel: 0 }, cases: [] };
    const input = { values: [1, 2], percentiles: [50] };
    const close = { id: "1", input, expected: { values: [1.5001] } };
    expect(runVectorCase(set, close)!.failures).toHaveLength(1);
    expect(runVectorCase(set, { ...close, tolerance: { abs: 0.01 } })!.failures).toEqual([]);
    expect(runVectorCase(set, { ...close, input: null })!.failures[0]).toMatch(/^threw TypeError/);
  });

  it("reads nothing out of a file of another kind", () => {
    for (const file of [null, 3, [], {}, { name: "package" }]) expect(readVectorSets(file)).toEqual([]);
  });
});
