import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countVotes, isVoteDecided } from "./council-vote";

describe("countVotes", () => {
  it("takes the answer that most gave", () => {
    expect(countVotes(["a", "b", "b"])).toEqual({ winner: 1, votes: [1, 2, 2] });
  });

  it("takes the first of equally many", () => {
    expect(countVotes(["a", "b"]).winner).toBe(0);
    expect(countVotes(["a", "b", "c", "b", "c"]).winner).toBe(1);
  });

  it("lets what cannot be compared agree with nothing", () => {
    expect(countVotes([null, null, "a", "a"])).toEqual({ winner: 2, votes: [1, 1, 2, 2] });
    expect(countVotes([null, null]).winner).toBe(0);
  });

  it("refuses a vote without voters", () => {
    expect(() => countVotes([])).toThrow(RangeError);
  });
});

describe("isVoteDecided", () => {
  it("is decided when the rest cannot overtake", () => {
    expect(isVoteDecided(["a", "a"], 1)).toBe(true);
    expect(isVoteDecided(["a", "b"], 1)).toBe(false);
    expect(isVoteDecided(["a"], 2)).toBe(false);
    expect(isVoteDecided(["a", "a", "b"], 1)).toBe(false);
    expect(isVoteDecided([], 3)).toBe(false);
  });

  it("is never overturned by any answers that come after", () => {
    const ballot = fc.option(fc.constantFrom("a", "b", "c"), { nil: null });
    fc.assert(
      fc.property(
        fc.array(ballot, { minLength: 1, maxLength: 6 }),
        fc.array(ballot, { maxLength: 4 }),
        (early, late) => {
          fc.pre(isVoteDecided(early, late.length));
          const all = [...early, ...late];
          expect(all[countVotes(all).winner]).toBe(early[countVotes(early).winner]);
        },
      ),
    );
  });
});
