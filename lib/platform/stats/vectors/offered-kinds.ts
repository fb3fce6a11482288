import { CLASSIFICATION_KINDS } from "./classification-kinds";
import { DESCRIPTIVE_KINDS } from "./descriptive-kinds";
import { DISTRIBUTION_KINDS } from "./distribution-kinds";
import { FORECAST_KINDS } from "./forecast-kinds";
import { MEANS_KINDS } from "./means-kinds";
import type { OfferedKind } from "./offered-kind";
import { PAIRED_KINDS } from "./paired-kinds";
import { PROPORTIONS_KINDS } from "./proportions-kinds";

/** Which function answers which kind of vectors. */
export const OFFERED_KINDS: Record<string, OfferedKind> = {
  ...CLASSIFICATION_KINDS,
  ...DESCRIPTIVE_KINDS,
  ...DISTRIBUTION_KINDS,
  ...FORECAST_KINDS,
  ...MEANS_KINDS,
  ...PAIRED_KINDS,
  ...PROPORTIONS_KINDS,
};
