import { describe, expect, it } from "vitest";
import { optionalNumber, readChatForm } from "./read-chat-form";

const form = { method: "few_shot", model: "openai/a", examples: "8", cap: "$ 1,5", epochs: "" } as const;

describe("the form for chat models", () => {
  it("asks for chosen examples within a spend cap, or for fine-tuning", () => {
    expect(readChatForm(form)).toEqual({ values: { fewShot: { model: "openai/a", examples: 8, maxCostUsd: 1.5 } } });
    expect(readChatForm({ ...form, method: "fine_tune" })).toEqual({
      values: { fineTune: { model: "openai/a", epochs: null } },
    });
    expect(readChatForm({ ...form, method: "fine_tune", epochs: "4" })).toMatchObject({
      values: { fineTune: { epochs: 4 } },
    });
  });

  it("names the field that is wrong", () => {
    const wrong = [
      { model: "" },
      { examples: "41" },
      { examples: "" },
      { cap: "0" },
      { cap: "much" },
      { method: "fine_tune" as const, epochs: "1.5" },
    ];
    expect(wrong.map((change) => readChatForm({ ...form, ...change }))).toMatchObject(
      ["model", "examples", "examples", "cap", "cap", "epochs"].map((field) => ({ problem: { field } })),
    );
    expect(optionalNumber("abc")).toBeNaN();
  });
});
