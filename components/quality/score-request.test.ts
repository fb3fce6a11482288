import { describe, expect, it } from "vitest";
import { ScoreInput } from "@/lib/quality/schemas";
import { SCORERS } from "@/lib/quality/words";
import { EMPTY_DRAFT, scoreRequest } from "./score-request";

const draft = { ...EMPTY_DRAFT, output: "billing" };
const judge = (scorer: (typeof SCORERS)[number]) => ({ scorer, task: null });

describe("scoreRequest", () => {
  it("is accepted by the API for every scorer", () => {
    const everything = { ...draft, input: "in", context: "source", reference: "50", labels: "a, b", tests: "1 + 1" };
    for (const scorer of SCORERS) {
      expect(ScoreInput.safeParse(scoreRequest(judge(scorer), everything)).success, scorer).toBe(true);
    }
  });

  it("names the task, or else the scorer", () => {
    expect(scoreRequest({ scorer: "classification", task: "tickets" }, draft)).toEqual({
      task: "tickets",
      output: "billing",
    });
    expect(scoreRequest(judge("general"), draft)).toEqual({ scorer: "general", output: "billing" });
  });

  it("leaves out what the form does not show", () => {
    const left = { ...draft, reference: "not JSON {", labels: "a", tests: "1" };
    expect(scoreRequest(judge("general"), left)).toEqual({ scorer: "general", output: "billing" });
  });

  it("reads a reference as its scorer needs it", () => {
    const read = (scorer: (typeof SCORERS)[number], reference: string) =>
      scoreRequest(judge(scorer), { ...draft, reference }).reference;
    expect(read("classification", " 404 ")).toBe("404");
    expect(read("lead_scoring", "82")).toBe(82);
    expect(read("data_extraction", '{"name":"Anna"}')).toEqual({ name: "Anna" });
    expect(read("retrieval", "p-1\n\n p-2")).toEqual(["p-1", "p-2"]);
    expect(read("retrieval", '{"p-1":3}')).toEqual({ "p-1": 3 });
  });

  it("names the field that cannot be read", () => {
    const wrong = (scorer: (typeof SCORERS)[number], changes: Partial<typeof draft>) => () =>
      scoreRequest(judge(scorer), { ...draft, ...changes });
    expect(wrong("general", { output: " \n" })).toThrow(expect.objectContaining({ field: "output" }));
    expect(wrong("lead_scoring", { reference: "high" })).toThrow(expect.objectContaining({ field: "reference" }));
    expect(wrong("lead_scoring", { reference: "101" })).toThrow(expect.objectContaining({ field: "reference" }));
    expect(wrong("data_extraction", { reference: "{name" })).toThrow(expect.objectContaining({ field: "reference" }));
    expect(wrong("retrieval", { reference: "[p-1" })).toThrow(expect.objectContaining({ field: "reference" }));
  });
});
