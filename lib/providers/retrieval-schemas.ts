/** A text that an answer was given from, or that was found. */
export type RetrievedSource = {
  /** From 1: as the answer names it. */
  number: number;
  documentId: string;
  /** The owner's own name of the document. */
  externalId: string;
  title: string;
  /** Where it came from, such as an address; null = not told. */
  source: string | null;
  /** Headings above it, outermost first, joined by ` › `; "" = none. */
  section: string;
  /** From 1; null where there are no pages. */
  page: number | null;
  /** Of the piece within its document, from 0. */
  position: number;
  snippet: string;
  /** 0–1, as the search of that mode tells it. */
  score: number;
};

/** What was looked up for one request. */
export type Retrieved = {
  /** Slug. */
  collection: string;
  mode: "hybrid" | "full_text" | "vector";
  latencyMs: number;
  sources: RetrievedSource[];
};

/** What a model that searches is asked. */
export type SearchQuestion = {
  organizationId: string;
  /** Slug. */
  collection: string;
  mode: Retrieved["mode"];
  /** Sources, at most. */
  depth: number;
  /** Least score, 0–1. */
  minimumScore?: number | undefined;
  /** "" for a picture without words. */
  query: string;
  /** A picture as a data URL; absent = none. */
  image?: string | undefined;
  signal: AbortSignal;
};

export type SearchTexts = (question: SearchQuestion) => Promise<Retrieved>;
