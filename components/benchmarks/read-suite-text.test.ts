import { describe, expect, it } from "vitest";
import { BenchmarkTestInput } from "@/lib/benchmarks/schemas";
import { readSuiteText, writeSuiteText } from "./read-suite-text";

const problemOf = (text: string) => {
  const read = readSuiteText(text);
  return "problem" in read ? read.problem : null;
};

describe("a suite written as text", () => {
  it("takes the expected answer alone for its usual check", () => {
    const text = ['{"prompt":"2 + 3?","expected":5}', "", '{"prompt":"Capital?","expected":"Paris"}'].join("\n");
    expect(readSuiteText(`${text}\r\n{"id":"x","prompt":"A colour?","expected":["red","blue"]}`)).toEqual({
      tests: [
        { id: "line-1", prompt: "2 + 3?", check: { kind: "numeric", expected: 5 } },
        { id: "line-3", prompt: "Capital?", check: { kind: "exact", expected: "Paris" } },
        { id: "x", prompt: "A colour?", check: { kind: "one_of", expected: ["red", "blue"] } },
      ],
    });
  });

  it("takes the documents that a search has to find, with or without grades", () => {
    const text = '{"prompt":"Reset?","relevant":{"hub":2,"setup":1}}\n{"prompt":"Pay?","relevant":["invoice"]}';
    const read = readSuiteText(text);
    expect(read).toMatchObject({
      tests: [
        { check: { kind: "ranking", relevant: { hub: 2, setup: 1 } } },
        { check: { kind: "ranking", relevant: { invoice: 2 } } },
      ],
    });
    expect(problemOf('{"prompt":"a","relevant":{}}')).toMatch(/at least one document/);
    expect(problemOf('{"prompt":"a","relevant":{"x":-1}}')).toMatch(/more than 0/);
  });

  it("says which line is wrong and why", () => {
    expect(problemOf("")).toMatch(/at least one test/);
    expect(problemOf('{"prompt":"a","expected":1}\nnot json')).toMatch(/^Line 2: it is not JSON/);
    expect(problemOf("[1]")).toMatch(/^Line 1: it is not a JSON object/);
    expect(problemOf('{"prompt":"a"}')).toMatch(/^Line 1: `check`/);
    expect(problemOf('{"prompt":"a","expected":null}')).toMatch(/^Line 1: `check.expected`/);
    expect(problemOf('{"expected":1}')).toMatch(/`messages` or `prompt`/);
    expect(problemOf('{"id":"a","prompt":"a","expected":1}\n{"id":"a","prompt":"b","expected":1}')).toBe(
      "Line 2: its id a is that of line 1",
    );
  });

  it("comes back from text as it was", () => {
    const tests = [
      { id: "a", prompt: "2 + 3?\nThink.", check: { kind: "numeric" as const, expected: 5 }, example: "5" },
      {
        id: "b",
        messages: [
          { role: "system" as const, content: "Be brief" },
          { role: "user" as const, content: "Hi" },
        ],
        check: { kind: "mentions" as const, all: [["hello", "hi"]] },
      },
    ].map((test) => BenchmarkTestInput.parse(test));
    const read = readSuiteText(writeSuiteText(tests));
    expect("tests" in read && read.tests.map((test) => BenchmarkTestInput.parse(test))).toEqual(tests);
  });
});
