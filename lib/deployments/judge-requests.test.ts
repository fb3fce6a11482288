import { describe, expect, it } from "vitest";
import { judgeRequests } from "./judge-requests";
import type { JudgedRequest } from "./measure-store";

const request = (changes: Partial<JudgedRequest>): JudgedRequest => ({
  executionId: "one",
  arm: "baseline",
  step: 0,
  quality: 0,
  label: "a",
  otherLabel: null,
  ...changes,
});
const NOBODY_NAMED = new Map<string, string>();

describe("judged requests", () => {
  it("belong to the step at which they were made", () => {
    const { byStep } = judgeRequests(
      [request({ quality: 100 }), request({ step: 1, arm: "candidate", quality: 50 })],
      NOBODY_NAMED,
      2,
    );
    expect(byStep.map(({ baseline, candidate }) => [baseline.mean, candidate.mean])).toEqual([
      [1, null],
      [null, 0.5],
    ]);
  });

  it("judge the version that did not serve by the right label", () => {
    const { pairs } = judgeRequests(
      [
        request({ executionId: "one", quality: 0, otherLabel: "b" }),
        request({ executionId: "two", quality: 100, arm: "candidate", otherLabel: "b" }),
      ],
      new Map([
        ["one", "b"],
        ["two", "a"],
      ]),
      1,
    );
    expect(pairs).toMatchObject({ count: 2, baseline: 0, candidate: 1 });
  });

  it("leave out the other version where nobody knows whether it was right", () => {
    const { pairs } = judgeRequests(
      [request({ otherLabel: "b" }), request({ otherLabel: "a" }), request({ otherLabel: "a" })],
      NOBODY_NAMED,
      1,
    );
    expect(pairs).toMatchObject({ count: 2, baseline: 0, candidate: 0 });
  });
});
