import type { Scorer } from "../scorer";
import type { ScorerName } from "../words";
import { classification } from "./classification";
import { codeGeneration } from "./code-generation";
import { contentSummarization } from "./content-summarization";
import { conversationResponse } from "./conversation-response";
import { dataExtraction } from "./data-extraction";
import { emailWriting } from "./email-writing";
import { general } from "./general";
import { leadScoring } from "./lead-scoring";
import { retrieval } from "./retrieval";
import { websiteAnalysis } from "./website-analysis";

export const SCORER_OF_NAME = {
  website_analysis: websiteAnalysis,
  email_writing: emailWriting,
  code_generation: codeGeneration,
  conversation_response: conversationResponse,
  lead_scoring: leadScoring,
  content_summarization: contentSummarization,
  data_extraction: dataExtraction,
  classification,
  retrieval,
  general,
} as const satisfies Record<ScorerName, Scorer>;
