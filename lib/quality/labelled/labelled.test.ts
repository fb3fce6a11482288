import { describe, expect, it } from "vitest";
import { SCORERS } from "../schemas";
import { score } from "../score";
import { readLabelled } from "./read-labelled";

describe("on the labelled set", () => {
  it("every scorer has its triples", () => {
    expect(readLabelled().map(({ scorer }) => scorer)).toEqual([...SCORERS]);
  });

  it.each(readLabelled())("$scorer ranks good above bad in at least 95 % of the triples", ({ scorer, triples }) => {
    const wrong = triples.filter((triple) => {
      const { good, bad } = triple;
      return score(scorer, { ...triple, output: good }).score <= score(scorer, { ...triple, output: bad }).score;
    });
    expect(wrong.length / triples.length, wrong.map(({ id }) => id).join(", ")).toBeLessThanOrEqual(0.05);
  });

  it.each(readLabelled())("$scorer recognises the language of every good answer in prose", ({ triples }) => {
    for (const { language, good } of triples) {
      const told = score("general", { output: good }).language;
      if (good.split(/\s+/u).length >= 30) expect([language, null]).toContain(told);
    }
  });
});
