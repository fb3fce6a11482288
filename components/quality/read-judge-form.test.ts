import { expect, it } from "vitest";
import { readJudgeForm, type JudgeForm } from "./read-judge-form";

const form: JudgeForm = { task: "email_writing", model: "a/b", sharePercent: 5, dailyLimitUsd: 1, movesQuality: false };

it("turns percent into a share", () => {
  expect(readJudgeForm(form)).toEqual({
    task: "email_writing",
    values: { model: "a/b", share: 0.05, dailyLimitUsd: 1, movesQuality: false },
  });
});

it.each([
  ["task", { task: "" }],
  ["model", { model: "" }],
  ["sharePercent", { sharePercent: null }],
  ["sharePercent", { sharePercent: 101 }],
  ["dailyLimitUsd", { dailyLimitUsd: 0 }],
  ["dailyLimitUsd", { dailyLimitUsd: null }],
])("says what is wrong with %s", (field, change) => {
  expect(readJudgeForm({ ...form, ...change })).toMatchObject({ problem: { field } });
});
