import { describe, expect, it } from "vitest";
import { judgeRequests } from "./judge-requests";
import type { JudgedRequest } from "./measure-store";

const request = (changes: Partial<JudgedRequest>): JudgedRequest => ({
  executionId: "one",
  arm: "baseline",
  step: 0,
  quality: null,
  label: "a",
  otherLabel: null,
  ...changes,
});

describe("judged requests", () => {
  it("count what people say before what a scorer says", () => {
    const { byStep } = judgeRequests(
      [request({ quality: 90 })],
      [{ executionId: "one", score: 0, rightLabel: null }],
      1,
    );
    expect(byStep[0]?.baseline).toMatchObject({ count: 1, mean: 0 });
  });

  it("belong to the step at which they were made", () => {
    const { byStep } = judgeRequests(
      [
        request({ executionId: "one", quality: 100 }),
        request({ executionId: "two", step: 1, arm: "candidate", quality: 50 }),
      ],
      [],
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
        request({ executionId: "one", label: "a", otherLabel: "b" }),
        request({ executionId: "two", arm: "candidate", label: "a", otherLabel: "b" }),
      ],
      [
        { executionId: "one", score: 0, rightLabel: "b" },
        { executionId: "two", score: 1, rightLabel: "a" },
      ],
      1,
    );
    expect(pairs).toMatchObject({ count: 2, baseline: 0, candidate: 1 });
  });

  it("leave out the other version where nobody knows whether it was right", () => {
    const rejected = { score: 0, rightLabel: null };
    const { pairs } = judgeRequests(
      [
        request({ executionId: "one", label: "a", otherLabel: "b" }),
        request({ executionId: "two", label: "a", otherLabel: "a" }),
        request({ executionId: "three", label: "a", otherLabel: "a" }),
      ],
      ["one", "two", "three"].map((executionId) => ({ executionId, ...rejected })),
      1,
    );
    expect(pairs).toMatchObject({ count: 2, baseline: 0, candidate: 0 });
  });
});
