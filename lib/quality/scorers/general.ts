import { clarity } from "../dimensions/clarity";
import { relevance } from "../dimensions/relevance";
import { specificity } from "../dimensions/specificity";
import { substance } from "../dimensions/substance";
import { weighted } from "../dimensions/weighted";
import type { Scorer } from "../scorer";

/** Any answer to any question. It cannot tell whether a statement is true. */
export const general: Scorer = {
  version: 1,
  warnings: ({ input }) => (input ? [] : ["Without `input`, whether the answer fits the question was not judged"]),
  dimensions: (evidence) =>
    weighted({
      relevance: [0.35, relevance(evidence)],
      substance: [0.25, substance(evidence)],
      specificity: [0.2, specificity(evidence)],
      clarity: [0.2, clarity(evidence)],
    }),
};
