import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { segmentText } from "./segment-text";
import { splitSentences } from "./split-sentences";

const sentences = (text: string) => splitSentences(text).map((sentence) => sentence.text);

describe("splitSentences", () => {
  it("ends sentences at full stops of several scripts", () => {
    expect(sentences("One. Two? Three!")).toEqual(["One.", "Two?", "Three!"]);
    expect(sentences("我们每月初发送发票。您可以下载它们。")).toEqual(["我们每月初发送发票。", "您可以下载它们。"]);
    expect(sentences("यह पहला वाक्य है। यह दूसरा है।")).toHaveLength(2);
  });

  it("goes on after abbreviations, initials and decimal points", () => {
    expect(sentences("Dr. Smith paid 3.50 dollars, e.g. Cash. Then J. Doe left.")).toEqual([
      "Dr. Smith paid 3.50 dollars, e.g. Cash.",
      "Then J. Doe left.",
    ]);
    expect(sentences("Die Gebühr, z.B. Mahnkosten von Hr. Maier, entfällt. Danke.")).toHaveLength(2);
  });

  it("joins wrapped lines and keeps items, headings and paragraphs apart", () => {
    const text =
      "Delivery\n\nYour parcel arrives within three working days after it has\nbeen handed to the carrier. Thanks.\n- First item\n- Second item\n";
    expect(sentences(text)).toEqual([
      "Delivery",
      "Your parcel arrives within three working days after it has\nbeen handed to the carrier.",
      "Thanks.",
      "- First item",
      "- Second item",
    ]);
  });

  it("tells where each sentence stands, and loses only white space", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "grapheme", maxLength: 300 }), fc.lorem({ mode: "sentences" })),
        (text) => {
          let covered = "";
          for (const { text: sentence, start, end } of splitSentences(text)) {
            expect(text.slice(start, end)).toBe(sentence);
            covered += sentence;
          }
          expect(covered.replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
        },
      ),
    );
  });

  it("reads a long text without a line end like a short one", () => {
    expect(splitSentences("A sentence of some length, with a few words. ".repeat(5_000))).toHaveLength(5_000);
    expect(splitSentences("and so on ".repeat(5_000))).toHaveLength(1);
  });
});

describe("segmentText", () => {
  it("gives what the segmenter gives, beyond the length of a stretch too", () => {
    const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (sample) => {
        const text = sample.repeat(150);
        const whole = [...graphemes.segment(text)].map(({ segment, index }) => ({ segment, index }));
        expect([...segmentText(graphemes, text)].map(({ segment, index }) => ({ segment, index }))).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });
});
