import { describe, expect, it } from "vitest";
import { CreateExperimentInput } from "@/lib/experiments/schemas";
import { equalPercents, newDraft, newVariant, readDraft, slugOf, type ExperimentDraft } from "./experiment-draft";

const draft = (changes: Partial<ExperimentDraft> = {}): ExperimentDraft => ({
  ...newDraft("general_chat"),
  name: "Shorter prompt!",
  ...changes,
});

describe("a typed experiment", () => {
  it("is what the API takes", () => {
    const variants = [
      newVariant("Control"),
      { ...newVariant("Cold one"), temperature: 0, model: "openai/gpt-5-mini", json: '{"fallbacks": []}' },
    ];
    const guardrails = [{ measure: "latency.p95", margin: 10 }];
    const read = readDraft(
      draft({ variants, guardrails, audienceTag: "plan", audienceValues: "pro, team", unitsPerVariant: 1_470.2 }),
    );
    if (!("body" in read)) throw new Error(read.problem.message);
    expect(CreateExperimentInput.parse(read.body)).toMatchObject({
      slug: "shorter-prompt",
      audience: [{ tag: "plan", in: ["pro", "team"] }],
      variants: [
        { key: "control", weight: 0.5, configuration: {} },
        {
          key: "cold-one",
          configuration: { model: "openai/gpt-5-mini", parameters: { temperature: 0 }, fallbacks: [] },
        },
      ],
      guardrails: [{ measure: "latency", aggregation: "p95", margin: 0.1, isRelative: true }],
      unitsPerVariant: 1_471,
    });
  });

  it("says of a ratio what stands below the line, built in or reported, and of nothing else", () => {
    const primaryOf = (changes: Partial<ExperimentDraft>) => {
      const read = readDraft(draft(changes));
      if (!("body" in read)) throw new Error(read.problem.message);
      return CreateExperimentInput.parse(read.body).primary;
    };
    const ratio = { measure: "cost", aggregation: "ratio" } as const;
    expect(primaryOf({ ...ratio, per: "calls" })).toMatchObject({ ...ratio, per: "calls" });
    expect(primaryOf({ ...ratio, per: "", perOutcome: " visits " })).toMatchObject({ ...ratio, per: "visits" });
    expect(primaryOf({ measure: "cost", aggregation: "sum", per: "calls" })).toMatchObject({ per: null });
  });

  it("names the field that cannot be read", () => {
    const fieldOf = (changes: Partial<ExperimentDraft>) => {
      const read = readDraft(draft(changes));
      return "problem" in read ? read.problem.field : null;
    };
    expect(fieldOf({ name: "!!" })).toBe("name");
    expect(fieldOf({ task: "" })).toBe("task");
    expect(fieldOf({ measure: "", outcome: " " })).toBe("primary.measure");
    expect(fieldOf({ measure: "cost", aggregation: "ratio", per: "", perOutcome: " " })).toBe("primary.per");
    expect(fieldOf({ variants: [newVariant("A"), newVariant("a")] })).toBe("variants[1].name");
    expect(fieldOf({ variants: [newVariant("A"), { ...newVariant("B"), json: "[1]" }] })).toBe(
      "variants[1].configuration",
    );
  });

  it("splits shares so that they sum to 100", () => {
    for (const count of [2, 3, 6, 7]) {
      const shares = equalPercents(Array.from({ length: count }, (_, index) => newVariant(String(index))));
      expect(shares.reduce((sum, { percent }) => sum + percent!, 0)).toBeCloseTo(100, 9);
    }
  });

  it("has a slug without odd characters, at most 60 long", () => {
    expect(slugOf("  Ünder—score & Co. ")).toBe("nder-score-co");
    expect(slugOf("a ".repeat(80)).length).toBeLessThanOrEqual(60);
  });
});
