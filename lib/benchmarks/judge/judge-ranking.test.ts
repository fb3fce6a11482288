import { describe, expect, it } from "vitest";
import { judgeRanking } from "./judge-ranking";

const answer = (...ids: string[]) => JSON.stringify({ results: ids.map((id) => ({ id, score: 0.5 })) });
const relevant = { a: 2, b: 1 };

describe("a ranking", () => {
  it("is right when what answers comes first, and worth less the further down it stands", () => {
    const best = judgeRanking({ relevant }, answer("a", "b", "x"));
    expect(best.quality).toBeCloseTo(100);
    expect(best.reason).toContain("2 of 2");
    const turned = judgeRanking({ relevant }, answer("b", "a", "x")).quality;
    const late = judgeRanking({ relevant }, answer("x", "y", "a", "b")).quality;
    expect(turned).toBeLessThan(best.quality);
    expect(late).toBeLessThan(turned);
    expect(judgeRanking({ relevant }, answer("x", "y")).quality).toBe(0);
  });

  it("counts pieces of one document once, and nothing beyond k", () => {
    expect(judgeRanking({ relevant }, answer("a", "a", "a", "b")).quality).toBeCloseTo(100);
    expect(judgeRanking({ relevant: { a: 2 }, k: 1 }, answer("x", "a")).quality).toBe(0);
  });

  it("takes ids one a line, and gives nothing for words that are none", () => {
    expect(judgeRanking({ relevant }, "1. a\n2. b").quality).toBeCloseTo(100);
    expect(judgeRanking({ relevant }, "I could not find anything.").quality).toBe(0);
    expect(judgeRanking({ relevant: { a: 0 } }, "a").quality).toBe(0);
  });
});
