import type { MemberKind } from "./classifier";

/** What can be tuned; see `search-settings.ts`. */
export type MemberSettings = {
  nb: {
    /** Pseudo-count of every feature in every label. */
    smoothing: number;
    /** A feature must occur in at least so many texts; null = by the number of texts. */
    minDocuments: number | null;
  };
  tfidf: {
    /** Cost of a margin error: higher follows the examples more closely. */
    cost: number;
    minDocuments: number | null;
  };
  encoder: {
    learningRate: number;
    /** Pull of the weights towards 0. */
    l2: number;
  };
};

export type TunableKind = keyof MemberSettings;

/**
 * Smoothing far below Laplace's 1: there are a hundred times more features than words in a label's texts, and a whole
 * count each would drown them.
 */
export const DEFAULT_SETTINGS: MemberSettings = {
  nb: { smoothing: 0.1, minDocuments: null },
  tfidf: { cost: 1, minDocuments: null },
  encoder: { learningRate: 0.01, l2: 0 },
};

export const isTunable = (kind: MemberKind): kind is TunableKind => kind in DEFAULT_SETTINGS;
