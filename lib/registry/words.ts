/** The words of this domain without the validator, which weighs 30 kB: for pages that only offer or name them. */

export const TASK_KINDS = ["generation", "classification", "retrieval"] as const;

export const CATEGORIES = ["coding", "math", "research", "language", "empathy", "general"] as const;

export const STRATEGIES = ["best_quality", "best_cost", "balanced", "fastest"] as const;

/**
 * What a model can do. `long_context` = at least 200,000 tokens; `streaming` = answers piece by piece; `search` = finds
 * texts of the knowledge; `summarization` and `extraction`: made for that work alone, so it serves the tasks of
 * `SPECIALTY_OF_TASK` and no others.
 */
export const CAPABILITIES = [
  "chat",
  "vision",
  "tools",
  "json_schema",
  "streaming",
  "reasoning",
  "embeddings",
  "classification",
  "search",
  "summarization",
  "extraction",
  "long_context",
] as const;

/** Tasks that a model without `chat` serves when it is made for them. */
export const SPECIALTY_OF_TASK: Readonly<Record<string, (typeof CAPABILITIES)[number]>> = {
  content_summarization: "summarization",
  data_extraction: "extraction",
};

/**
 * How one answer comes of several models: `vote`: the one that most give; `best_of`: the one that the task's scorer
 * judges best; `synthesis`: a model writes a new one from all.
 */
export const COUNCIL_METHODS = ["vote", "best_of", "synthesis"] as const;

/** How texts are looked up: by their words, by their meaning, or by both (reciprocal rank fusion). */
export const RETRIEVAL_MODES = ["hybrid", "full_text", "vector"] as const;

export const CACHE_MODES = ["off", "exact", "semantic"] as const;

/**
 * Least likeness, cosine 0–1, of two questions that may get one answer, beside the words that have to agree. Of the
 * labelled pairs of `bench/cache.ts` at most 1 % that mean different things are taken for the same at this floor.
 * Configurations may ask for more, never for less.
 */
export const SEMANTIC_CACHE_FLOOR = 0.8;

/** `specialist`: answers in words, for one kind of work only. */
export const MODEL_KINDS = ["chat", "embedding", "classifier", "search", "specialist"] as const;

/**
 * Whether requests can go to the model now. `no_key`: its provider has no credentials here;
 * `key_unreadable`: the stored key cannot be decrypted with this server's `ENCRYPTION_KEY`.
 */
export const MODEL_STATUSES = ["ready", "disabled", "provider_disabled", "no_key", "key_unreadable"] as const;

/** Lower-case letters, digits and dashes; at most 60. */
export const PROVIDER_SLUG = /^[a-z0-9][a-z0-9-]{0,59}$/;
