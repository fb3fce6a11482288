import { expect, it } from "vitest";
import { readStartForm } from "./read-start-form";

const form = { suites: ["math"], models: ["a/b"], limit: "2,50", judge: "" };

it("takes a limit with a comma, and none for an empty one", () => {
  expect(readStartForm(form)).toEqual({
    values: { suites: ["math"], models: ["a/b"], spendLimitUsd: 2.5, judgeModel: null },
  });
  expect(readStartForm({ ...form, limit: " " })).toMatchObject({ values: { spendLimitUsd: null } });
});

it.each([
  ["suites", { suites: [] }],
  ["models", { models: [] }],
  ["spendLimitUsd", { limit: "-1" }],
  ["spendLimitUsd", { limit: "much" }],
  ["spendLimitUsd", { limit: "10001" }],
  ["judgeModel", { judge: "a/b" }],
])("names %s when it is wrong", (field, wrong) => {
  expect(readStartForm({ ...form, ...wrong })).toMatchObject({ problem: { field } });
});

it("takes a judge that is none of the models", () => {
  expect(readStartForm({ ...form, judge: "c/d" })).toMatchObject({ values: { judgeModel: "c/d" } });
});
