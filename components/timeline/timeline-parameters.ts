import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { TIMELINE_KINDS } from "@/lib/timeline/words";

/** What of the page lies in its address. */
export const timelineParsers = {
  kind: parseAsStringLiteral(TIMELINE_KINDS),
  task: parseAsString,
  model: parseAsString,
};

export const loadTimelineParameters = createLoader(timelineParsers);
