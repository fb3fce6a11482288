import { describe, expect, it } from "vitest";
import { SCORERS } from "../schemas";
import { score } from "../score";
import { readLabelled } from "./read-labelled";

/** Its answers are run: see the integration test. */
const judgedHere = readLabelled().filter(({ scorer }) => scorer !== "code_generation");
const PROSE = ["website_analysis", "email_writing", "conversation_response", "lead_scoring", "general"];

describe("on the labelled set", () => {
  it("every scorer has its triples", () => {
    expect(readLabelled().map(({ scorer }) => scorer)).toEqual([...SCORERS]);
  });

  it.each(judgedHere)("$scorer ranks good above bad in at least 95 % of the triples", ({ scorer, triples }) => {
    const wrong = triples.filter((triple) => {
      const { good, bad } = triple;
      return score(scorer, { ...triple, output: good }).score <= score(scorer, { ...triple, output: bad }).score;
    });
    expect(wrong.length / triples.length, wrong.map(({ id }) => id).join(", ")).toBeLessThanOrEqual(0.05);
  });

  it.each(judgedHere.filter(({ scorer }) => PROSE.includes(scorer)))(
    "$scorer is told every good answer's language",
    ({ triples }) => {
      for (const { language, good } of triples) {
        const told = score("general", { output: good }).language;
        if (good.split(/\s+/u).length >= 20) expect(told).toBe(language);
      }
    },
  );
});
