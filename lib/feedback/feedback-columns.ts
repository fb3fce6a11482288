import type { ExportColumn } from "@/lib/platform/csv";
import type { Feedback } from "./schemas";

const COLUMNS = [
  "id",
  "givenAt",
  "executionId",
  "task",
  "model",
  "modelVersion",
  "kind",
  "value",
  "comment",
  "source",
  "giver",
  "approval",
  "isRight",
  "rightLabel",
  "movesQuality",
] as const satisfies readonly (keyof Feedback)[];

/** The columns of an export, in order. */
export const feedbackColumns: ExportColumn<Feedback>[] = COLUMNS.map((name) => ({
  name,
  value: (feedback) => feedback[name],
}));
