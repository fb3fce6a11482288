import { describe, expect, it } from "vitest";
import { finalAnswer } from "./final-answer";

describe("finalAnswer", () => {
  it("takes a short answer as it stands, but for case, markup and the full stop", () => {
    expect(finalAnswer(" **Paris**. ")).toBe("paris");
    expect(finalAnswer("42")).toBe("42");
    expect(finalAnswer("['a', 'b']")).toBe("['a', 'b']");
  });

  it("finds what a long answer comes to", () => {
    const reasoning = "First we add the numbers, then we divide them. ".repeat(10);
    expect(finalAnswer(`${reasoning}\nFinal answer: **17**`)).toBe("17");
    expect(finalAnswer(`${reasoning} so \\boxed{\\frac12} is it, no: \\boxed{3}`)).toBe("3");
    expect(finalAnswer(`${reasoning}\n#### 8`)).toBe("8");
    expect(finalAnswer(`{"reasoning": "${reasoning}", "answer": "B"}`)).toBe("b");
  });

  it("reads any text quickly, however odd", () => {
    for (const odd of ["\n", " ", "answer ", "####", "\\boxed{", "a \n"]) {
      expect(finalAnswer(`x${odd.repeat(100_000)}x`)?.length ?? 0).toBeLessThanOrEqual(200);
    }
  });

  it("says that it does not know rather than guess", () => {
    expect(finalAnswer("")).toBeNull();
    expect(finalAnswer("word ".repeat(100))).toBeNull();
  });
});
