import { describe, expect, it } from "vitest";
import { bandsOf, partsOf, similarity, textHash } from "./text-signature";

const TEXT = "I was charged twice for the March invoice, please refund the second payment to my card";

describe("textHash", () => {
  it("is the same for texts that differ in case, spacing and punctuation alone", () => {
    expect(textHash("Where is  my CARD")).toBe(textHash("where is my card."));
    expect(textHash("Where is my card?")).not.toBe(textHash("Where was my card?"));
  });

  it("tells texts without words apart", () => expect(textHash("…")).not.toBe(textHash("—")));
});

describe("similarity", () => {
  it("is 1 for a text itself, 0 for another matter, and high for a typing error", () => {
    const parts = partsOf(TEXT);
    expect(similarity(parts, parts)).toBe(1);
    expect(similarity(parts, partsOf("zebra xylophone"))).toBe(0);
    expect(similarity(parts, partsOf(TEXT.replace("second", "secnd")))).toBeGreaterThan(0.8);
    expect(similarity(partsOf(""), partsOf(""))).toBe(0);
  });
});

describe("bandsOf", () => {
  const shares = (a: number[], b: number[]) => a.some((band) => b.includes(band));

  it("meets a near copy and misses another matter", () => {
    const bands = bandsOf(partsOf(TEXT), "org/task");
    expect(shares(bands, bandsOf(partsOf(TEXT.replace("second", "secnd")), "org/task"))).toBe(true);
    expect(shares(bands, bandsOf(partsOf("How do I export my data as CSV?"), "org/task"))).toBe(false);
  });

  it("never meets the same text of another organization or task", () => {
    expect(shares(bandsOf(partsOf(TEXT), "org/task"), bandsOf(partsOf(TEXT), "other/task"))).toBe(false);
  });

  it("fits an int column", () => {
    for (const band of bandsOf(partsOf(TEXT), "s")) expect(Math.abs(band)).toBeLessThanOrEqual(2 ** 31);
  });
});
