import type { Evidence } from "../../contract";
import type { MemberKind } from "./classifier";
import type { TextFeatures } from "./text-features";

/** A trained model before calibration. */
export interface Scorer {
  readonly kind: MemberKind;
  /** One number per label, the highest for the best; their scale is the model's own. Finite always. */
  score(features: TextFeatures): Float64Array;
  /** The examples that speak for the answer, the likest first; only of models that keep theirs. `label` is an index. */
  evidenceOf?(features: TextFeatures): (Omit<Evidence, "label"> & { label: number })[];
}

/** Rows to learn from: `labels[i]` is the label index of `rows[i]`, below `labelCount`. Some labels may have no row. */
export type TrainingSet = {
  rows: readonly TextFeatures[];
  /** What `rows` are the features of. */
  texts: readonly string[];
  labels: Uint32Array;
  labelCount: number;
};

/** Told how far training is, from 0 to 1; throws to stop it. */
export type Report = (share: number) => void;
