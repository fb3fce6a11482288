import { AGREEMENT_KINDS } from "./agreement-kinds";
import { ASSIGNMENT_KINDS } from "./assignment-kinds";
import { BAYES_KINDS } from "./bayes-kinds";
import { CLASSIFICATION_KINDS } from "./classification-kinds";
import { DESCRIPTIVE_KINDS } from "./descriptive-kinds";
import { DISTRIBUTION_KINDS } from "./distribution-kinds";
import { DRIFT_KINDS } from "./drift-kinds";
import { FORECAST_KINDS } from "./forecast-kinds";
import { GROUP_KINDS } from "./group-kinds";
import { MEANS_KINDS } from "./means-kinds";
import type { OfferedKind } from "./offered-kind";
import { PAIRED_KINDS } from "./paired-kinds";
import { POWER_KINDS } from "./power-kinds";
import { PROPORTIONS_KINDS } from "./proportions-kinds";
import { RANK_KINDS } from "./rank-kinds";
import { SEQUENTIAL_KINDS } from "./sequential-kinds";

/** Which function answers which kind of vectors. */
export const OFFERED_KINDS: Record<string, OfferedKind> = {
  ...AGREEMENT_KINDS,
  ...ASSIGNMENT_KINDS,
  ...BAYES_KINDS,
  ...CLASSIFICATION_KINDS,
  ...DESCRIPTIVE_KINDS,
  ...DISTRIBUTION_KINDS,
  ...DRIFT_KINDS,
  ...FORECAST_KINDS,
  ...GROUP_KINDS,
  ...MEANS_KINDS,
  ...PAIRED_KINDS,
  ...POWER_KINDS,
  ...PROPORTIONS_KINDS,
  ...RANK_KINDS,
  ...SEQUENTIAL_KINDS,
};
