import { describe, expect, it } from "vitest";
import { judgeLabel, judgeMentions, judgeNumber, judgeText } from "./judge-text";

const quality = {
  number: (expected: number, answer: string, tolerance?: number) =>
    judgeNumber({ kind: "numeric", expected, ...(tolerance !== undefined && { tolerance }) }, answer).quality,
};

describe("a number", () => {
  it.each([
    ["The total is 41, so with the last one: **Answer: 42**", 42],
    ["\\boxed{42}", 42],
    ["Answer: 1,250.50 dollars", 1250.5],
    ["12 000", 12000],
    ["Answer: -32", -32],
    ["so x = −4", -4],
    ["Answer: 3/8", 0.375],
    ["Answer: $3,378.49", 3378.49],
    ["1.5e3", 1500],
    ["pages 7-9", 9],
  ])("is read out of %j", (answer, expected) => {
    expect(quality.number(expected, answer)).toBe(100);
  });

  it("is right at the edge of its tolerance and wrong beyond", () => {
    expect(quality.number(2.8, "2.75", 0.05)).toBe(100);
    expect(quality.number(2.8, "2.7", 0.05)).toBe(0);
  });

  it("that is missing or only named among others is wrong", () => {
    expect(quality.number(5, "I cannot tell")).toBe(0);
    expect(quality.number(5, "5 is wrong, it is 6")).toBe(0);
  });
});

describe("a text", () => {
  it.each([
    "Canberra",
    "canberra.",
    'Answer: "Canberra"',
    "It was not easy.\n\nAnswer: **Canberra**",
    "Canberra\nIt is not Sydney.",
  ])("is found in %j", (answer) => expect(judgeText({ expected: ["Canberra"] }, answer).quality).toBe(100));

  it("among other words is not the answer", () => {
    expect(judgeText({ expected: ["Canberra"] }, "Sydney or Canberra or Perth").quality).toBe(0);
  });
});

describe("a label", () => {
  const labels = ["refund", "refund request", "billing"];
  const judge = (answer: string) => judgeLabel({ kind: "label", expected: "refund request", labels }, answer).quality;

  it("that is a part of another one is not taken for it", () => {
    expect(judge("This is a refund request.")).toBe(100);
    expect(judge("refund")).toBe(0);
  });

  it("named with others earns nothing", () => {
    expect(judge("refund request, billing, refund")).toBe(0);
  });
});

describe("what has to be said", () => {
  const check = { kind: "mentions", all: [["sun"], ["light", "lit"]], none: ["cheese"], maxWords: 10 } as const;
  const judge = (answer: string) =>
    judgeMentions({ ...check, all: check.all.map((group) => [...group]), none: [...check.none] }, answer).quality;

  it("counts by share", () => {
    expect(judge("The sun.")).toBe(50);
    expect(judge("Half of it is lit by the Sun.")).toBe(100);
  });
  it("is a word, not a part of one", () => expect(judge("Sunday lights")).toBe(0));
  it("helps nobody who says what is wrong, or everything", () => {
    expect(judge("The sun lit the cheese")).toBe(0);
    expect(judge("sun light ".repeat(20))).toBe(0);
  });
});
