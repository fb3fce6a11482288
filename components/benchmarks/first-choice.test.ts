import { describe, expect, it } from "vitest";
import { firstChoice } from "./first-choice";

const suites = [
  { id: "coding", origin: "built_in", task: null },
  { id: "labelled:tickets", origin: "labelled", task: "tickets" },
] as const;
const local = { slug: "local/nb", kind: "classifier" } as const;

describe("what a benchmark is begun with", () => {
  it("is what can be run at once: on a machine without chat models its own models and the suites of its tasks", () => {
    expect(firstChoice(suites, [local])).toEqual({
      suites: new Set(["labelled:tickets"]),
      models: new Set(["local/nb"]),
    });
  });

  it("chooses no model that costs money", () => {
    expect(firstChoice(suites, [local, { slug: "openai/gpt-5-mini", kind: "chat" }])).toEqual({
      suites: new Set(["coding"]),
      models: new Set(),
    });
    expect(firstChoice(suites, [])).toEqual({ suites: new Set(["labelled:tickets"]), models: new Set() });
  });
});
