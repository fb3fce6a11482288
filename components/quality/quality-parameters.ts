import { parseAsString, parseAsStringLiteral } from "nuqs";
import { SCORERS } from "@/lib/quality/words";

/** Who judges lies in the address, the texts do not. A task goes before a scorer. */
export const qualityParsers = {
  task: parseAsString,
  scorer: parseAsStringLiteral(SCORERS),
};
