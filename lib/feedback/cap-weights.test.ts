import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { balancedCount, balancedMean, capPerGiver } from "./cap-weights";

const classes = fc.array(
  fc.record({ entriesEach: fc.integer({ min: 1, max: 5_000 }), givers: fc.integer({ min: 1, max: 50 }) }),
  {
    minLength: 1,
    maxLength: 8,
  },
);

describe("capPerGiver", () => {
  it("lets nobody weigh more than the largest share, whatever they send", () => {
    fc.assert(
      fc.property(classes, fc.constantFrom(0.25, 0.5), (given, share) => {
        const cap = capPerGiver(given, share);
        const counted = balancedCount(given, share);
        const givers = given.reduce((sum, one) => sum + one.givers, 0);
        const busiest = Math.min(cap, Math.max(...given.map(({ entriesEach }) => entriesEach)));
        expect(busiest / counted).toBeLessThanOrEqual(Math.max(share, 1 / givers) + 1e-6);
      }),
    );
  });

  it("takes nothing away where nobody dominates", () => {
    expect(capPerGiver([{ entriesEach: 3, givers: 4 }])).toBe(3);
    expect(
      balancedCount(
        [
          { entriesEach: 3, givers: 10 },
          { entriesEach: 1, givers: 5 },
        ],
        0.25,
      ),
    ).toBe(35);
  });

  it("counts all givers alike when they are too few for the share", () => {
    expect(
      capPerGiver([
        { entriesEach: 1_000, givers: 1 },
        { entriesEach: 2, givers: 1 },
      ]),
    ).toBe(2);
    expect(capPerGiver([{ entriesEach: 1_000, givers: 1 }])).toBe(1_000);
  });

  it("is 0 without feedback", () => expect(capPerGiver([])).toBe(0));
});

describe("balancedMean", () => {
  it("is hardly moved by one giver who floods", () => {
    const honest = { entriesEach: 10, givers: 20, sum: 180 };
    const alone = balancedMean([honest])!;
    const flooded = balancedMean([honest, { entriesEach: 100_000, givers: 1, sum: 0 }])!;
    expect(alone).toBeCloseTo(0.9);
    expect(flooded).toBeGreaterThan(alone * 0.75 - 1e-9);
  });

  it("is null without feedback", () => expect(balancedMean([])).toBeNull());
});
