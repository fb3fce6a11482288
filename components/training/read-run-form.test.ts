import { describe, expect, it } from "vitest";
import { readRunForm } from "./read-run-form";

function form(values: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries({ validationShare: "20", seed: "1", ...values })) data.set(name, value);
  return data;
}

describe("the form of a training run", () => {
  it("turns percent into a share and understands a comma and the sign", () => {
    expect(readRunForm(form({ validationShare: "12,5 %" }), ["nb"])).toEqual({
      values: { classifiers: ["nb"], seed: 1, validationShare: 0.125 },
    });
  });

  it.each([
    [{}, [], "classifiers"],
    [{ validationShare: "" }, ["nb"], "validationShare"],
    [{ validationShare: "60" }, ["nb"], "validationShare"],
    [{ seed: "1.5" }, ["nb"], "seed"],
    [{ seed: "-1" }, ["nb"], "seed"],
    [{ seed: "abc" }, ["nb"], "seed"],
  ] as const)("names the field that is wrong in %j with %j", (values, classifiers, field) => {
    expect(readRunForm(form(values), classifiers)).toMatchObject({ problem: { field } });
  });
});
