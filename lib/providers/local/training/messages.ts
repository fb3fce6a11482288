import type { ClassifierKind, LabelledText } from "../classifiers";
import type { MeasuredModel } from "./measured-model";

/** What the training thread is told: the rows in parts, their vectors in parts, then to begin. */
export type TrainerRequest =
  | { op: "rows"; rows: LabelledText[] }
  | { op: "vectors"; vectors: Float32Array<ArrayBuffer>; dimensions: number }
  | {
      op: "train";
      classifiers: ClassifierKind[];
      seed: number;
      validationShare: number;
      hasCurve: boolean;
      searchSeconds: number | null;
    };

export type TrainerAnswer =
  | { op: "progress"; progress: TrainingProgress }
  | { op: "model"; model: MeasuredModel }
  | { op: "done" }
  | { op: "failed"; isInvalidInput: boolean; message: string };

/** How far a step is: `done` of `total`, in texts while embedding, in hundredths of the whole work while training. */
export type TrainingProgress = { step: string; done: number; total: number; classifier?: ClassifierKind };
