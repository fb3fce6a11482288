import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { words } from "@/lib/platform/text/words";
import { CATEGORIES } from "@/lib/registry/words";
import { EMOTIONS } from "../words";
import builtIn from "../models/built-in.json";
import { fingerprintOf } from "./fingerprint";
import { categoryTexts, emotionTexts } from "./training-texts";

const heldOut = readFileSync(path.join(import.meta.dirname, "../data/held-out.txt"), "utf8")
  .trim()
  .split("\n")
  .map((line) => line.split("|"));

const runsOf = (text: string, length: number): string[] => {
  const parts = words(text);
  return parts.slice(0, Math.max(0, parts.length - length + 1)).map((_, at) => parts.slice(at, at + length).join(" "));
};

describe("the texts that detection learns from", () => {
  it("are the same for the same seed, and name every category and every emotion", () => {
    expect(categoryTexts(3)).toEqual(categoryTexts(3));
    expect(new Set(categoryTexts(3).map(({ label }) => label))).toEqual(new Set(CATEGORIES));
    expect(new Set(emotionTexts(3).map(({ label }) => label))).toEqual(new Set(EMOTIONS));
  });

  it("leave no gap unfilled", () => {
    for (const { text } of [...categoryTexts(1), ...emotionTexts(1)]) expect(text).not.toMatch(/\{[a-z0-9]+\}/iu);
  });

  it("hold no held-out message, nor six words of one in a row", () => {
    const learnt = new Set([...categoryTexts(1), ...emotionTexts(1)].flatMap(({ text }) => runsOf(text, 6)));
    const known = heldOut.filter(([, , text]) => runsOf(text!, 6).some((run) => learnt.has(run)));
    expect(known).toEqual([]);
  });

  it("are those that the models of the product learnt from", () => {
    expect(builtIn.learntFrom).toBe(fingerprintOf(builtIn.seed));
  });
});
