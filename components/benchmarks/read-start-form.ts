export type StartProblem = { field: string; message: string };

type StartForm = { suites: string[]; models: string[]; limit: string };

/** What the form asks for, or the first thing wrong with it. An empty limit is none. */
export function readStartForm({
  suites,
  models,
  limit,
}: StartForm):
  { values: { suites: string[]; models: string[]; spendLimitUsd: number | null } } | { problem: StartProblem } {
  if (suites.length === 0) return { problem: { field: "suites", message: "Choose at least one suite" } };
  if (models.length === 0) return { problem: { field: "models", message: "Choose at least one model" } };
  const spendLimitUsd = limit.trim() === "" ? null : Number(limit.trim().replace(",", "."));
  if (spendLimitUsd !== null && !(spendLimitUsd > 0 && spendLimitUsd <= 10_000)) {
    return {
      problem: { field: "spendLimitUsd", message: "Dollars above 0 and up to 10,000, such as 2.50, or nothing" },
    };
  }
  return { values: { suites, models, spendLimitUsd } };
}
