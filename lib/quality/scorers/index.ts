import type { Scorer } from "../scorer";
import type { ScorerName } from "../words";
import { contentSummarization } from "./content-summarization";
import { emailWriting } from "./email-writing";
import { general } from "./general";

export const SCORER_OF_NAME = {
  email_writing: emailWriting,
  content_summarization: contentSummarization,
  general,
} as const satisfies Record<ScorerName, Scorer>;
