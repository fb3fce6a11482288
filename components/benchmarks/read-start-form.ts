export type StartProblem = { field: string; message: string };

type StartForm = { suites: string[]; models: string[]; limit: string; judge: string };

type StartValues = { suites: string[]; models: string[]; spendLimitUsd: number | null; judgeModel: string | null };

/** What the form asks for, or the first thing wrong with it. An empty limit is none, and so is an empty judge. */
export function readStartForm({
  suites,
  models,
  limit,
  judge,
}: StartForm): { values: StartValues } | { problem: StartProblem } {
  if (suites.length === 0) return { problem: { field: "suites", message: "Choose at least one suite" } };
  if (models.length === 0) return { problem: { field: "models", message: "Choose at least one model" } };
  if (models.includes(judge)) {
    return { problem: { field: "judgeModel", message: `${judge} takes part, and no model judges its own answers` } };
  }
  const spendLimitUsd = limit.trim() === "" ? null : Number(limit.trim().replace(",", "."));
  if (spendLimitUsd !== null && !(spendLimitUsd > 0 && spendLimitUsd <= 10_000)) {
    return {
      problem: { field: "spendLimitUsd", message: "Dollars above 0 and up to 10,000, such as 2.50, or nothing" },
    };
  }
  return { values: { suites, models, spendLimitUsd, judgeModel: judge === "" ? null : judge } };
}
