import type { RunFormProblem } from "./read-run-form";

/** An empty field is null; NaN is what is no number. People also write a decimal comma and the unit. */
export function optionalNumber(text: string): number | null {
  const bare = text.replace(/[\s$]/g, "").replace(",", ".");
  return bare === "" ? null : Number(bare);
}

export type ChatForm = {
  method: "few_shot" | "fine_tune";
  model: string;
  examples: string;
  cap: string;
  epochs: string;
};

/** What the form asks for, or the first thing that is wrong with it. */
export function readChatForm({ method, model, examples, cap, epochs }: ChatForm):
  | {
      values:
        | { fewShot: { model: string; examples: number; maxCostUsd: number } }
        | { fineTune: { model: string; epochs: number | null } };
    }
  | { problem: RunFormProblem } {
  if (model === "") return { problem: { field: "model", message: "Choose a model" } };
  if (method === "fine_tune") {
    const times = optionalNumber(epochs);
    if (times !== null && !(Number.isInteger(times) && times >= 1 && times <= 50)) {
      return { problem: { field: "epochs", message: "A whole number from 1 to 50, or nothing" } };
    }
    return { values: { fineTune: { model, epochs: times } } };
  }
  const count = optionalNumber(examples);
  if (count === null || !(Number.isInteger(count) && count >= 0 && count <= 40)) {
    return { problem: { field: "examples", message: "A whole number from 0 to 40" } };
  }
  const maxCostUsd = optionalNumber(cap);
  if (maxCostUsd === null || !(maxCostUsd >= 0.0001 && maxCostUsd <= 1_000)) {
    return { problem: { field: "cap", message: "US dollars from 0.0001 to 1000, such as 1" } };
  }
  return { values: { fewShot: { model, examples: count, maxCostUsd } } };
}
