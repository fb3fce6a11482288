import { readdirSync, readFileSync } from "node:fs";
import { SCORERS, type ScoreInput, type ScorerName } from "../schemas";

/** Three answers to one question that people rank in this order. */
export type LabelledTriple = Omit<ScoreInput, "task" | "scorer" | "output"> & {
  id: string;
  /** `tuned`: the scorers were made with it in view; `held-out`: it was written afterwards and changed nothing. */
  part: "tuned" | "held-out";
  language: string;
  /** What is wrong with the bad one. */
  flaw: string;
  good: string;
  mediocre: string;
  bad: string;
};

const folder = new URL(".", import.meta.url);

/** The labelled set of every scorer that has one. */
export const readLabelled = (): { scorer: ScorerName; triples: LabelledTriple[] }[] =>
  SCORERS.filter((scorer) => readdirSync(folder).includes(`${scorer}.json`)).map((scorer) => ({
    scorer,
    triples: JSON.parse(readFileSync(new URL(`${scorer}.json`, folder), "utf8")) as LabelledTriple[],
  }));
