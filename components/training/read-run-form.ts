import type { ClassifierKind, StartTrainingInput } from "@/lib/training/schemas";

export type RunFormProblem = { /** Name of the form's field. */ field: string; message: string };

type Values = Pick<StartTrainingInput, "classifiers" | "seed" | "validationShare">;

const MAX_SEED = 2_147_483_647;

/** What the form says, or the first thing that is wrong with it. The form counts the held-out share in percent. */
export function readRunForm(
  data: Pick<FormData, "get">,
  classifiers: readonly ClassifierKind[],
): { values: Values } | { problem: RunFormProblem } {
  if (classifiers.length === 0) return { problem: { field: "classifiers", message: "Choose at least one" } };
  const percent = numberOf(data.get("validationShare"));
  if (!(percent >= 5 && percent <= 50)) {
    return { problem: { field: "validationShare", message: "A number from 5 to 50, such as 20" } };
  }
  const seed = numberOf(data.get("seed"));
  if (!(Number.isInteger(seed) && seed >= 0 && seed <= MAX_SEED)) {
    return { problem: { field: "seed", message: `A whole number from 0 to ${MAX_SEED}` } };
  }
  return { values: { classifiers: [...classifiers], seed, validationShare: percent / 100 } };
}

/** NaN for what is no number; an empty field is none. People also write a decimal comma and the unit. */
function numberOf(entry: FormDataEntryValue | null): number {
  const text = typeof entry === "string" ? entry.replace(/[\s%]/g, "").replace(",", ".") : "";
  return text === "" ? Number.NaN : Number(text);
}
