import { SCORERS, type ScorerName } from "./words";

/** Who judges the answers of a task: the scorer of its name, or `general`. */
export const scorerOfTask = ({ slug }: { slug: string }): ScorerName =>
  SCORERS.find((scorer) => scorer === slug) ?? "general";
