import { expect, it } from "vitest";
import { wrongField } from "@/components/data/wrong-field";
import { wrongDraftField } from "./wrong-draft-field";

it("finds the field of the form that an error is about", () => {
  expect(wrongDraftField(wrongField("output", "Too long"))).toEqual({ field: "output", message: "Too long" });
  expect(wrongDraftField(wrongField("tests.3.expression", "Empty"))?.field).toBe("tests");
  expect(wrongDraftField(wrongField("tests[3]", "Empty"))?.field).toBe("tests");
});

it("leaves what is about none of them to the page", () => {
  expect(wrongDraftField(wrongField("task", "Not found"))).toBeNull();
  expect(wrongDraftField(new Error("output"))).toBeNull();
  expect(wrongDraftField(null)).toBeNull();
});
