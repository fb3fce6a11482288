import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leadingAnswer } from "./agreement-rule";
import { comparableAnswer } from "./comparable-answer";
import { evidenceTable } from "./evidence-table";
import { fitRoutingPolicy } from "./fit-routing-policy";
import { loadRoutingPolicy } from "./load-routing-policy";
import { nextStep } from "./next-step";
import { runAgreement } from "./run-agreement";
import { seededRandom } from "@/lib/platform/seeded-random";
import type { PolicyCall, ScoredPrompt } from "./types";

describe("answers", () => {
  it("are the same however a number or a sentence is written", () => {
    const same = [
      ["1,000", "1000", "1000.0", " $1000 "],
      ["Yes.", "yes", "YES"],
      ["[1, 2]", "[1,2]"],
    ];
    for (const group of same) expect(new Set(group.map(comparableAnswer)).size).toBe(1);
    expect(comparableAnswer("10")).not.toBe(comparableAnswer("100"));
  });

  it("that are empty or whole essays agree with nothing", () => {
    expect(["", "  ", null, undefined, "word ".repeat(100)].map(comparableAnswer)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it("that most calls agree on lead; among equals the later call, which is the stronger model", () => {
    expect(leadingAnswer(["a", "b", "a"])).toEqual({ index: 2, votes: 2 });
    expect(leadingAnswer(["a", "b", "c"])).toEqual({ index: 2, votes: 1 });
    expect(leadingAnswer(["a", null, null])).toEqual({ index: 0, votes: 1 });
    expect(leadingAnswer([null, null])).toEqual({ index: 1, votes: 0 });
  });
});

/** Two cheap models that are right alone, and wrong in different ways, and a dear one that is mostly right. */
function committee(count: number, seed: number): ScoredPrompt[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const answer = (accuracy: number, wrong: string) => (random() < accuracy ? "right" : wrong);
    const answers = { small: answer(0.8, "x"), tiny: answer(0.75, "y"), large: answer(0.93, "z") };
    return {
      id: `p${index}`,
      prompt: `prompt ${index}`,
      task: index % 2 ? "sums" : "words",
      scores: Object.fromEntries(Object.entries(answers).map(([model, text]) => [model, text === "right" ? 1 : 0])),
      costsUsd: { small: 0.001, tiny: 0.0005, large: 0.02 },
      answers,
    };
  });
}

const learn = (prompts: ScoredPrompt[], targetQualityPercent = 100) =>
  loadRoutingPolicy(
    JSON.parse(
      JSON.stringify(
        fitRoutingPolicy(
          prompts,
          prompts.map(() => null),
          { seed: 1, targetQualityPercent },
        ),
      ),
    ),
  );

function follow(
  policy: ReturnType<typeof learn>,
  { prompt, task, answers, costsUsd }: ScoredPrompt,
  eligible: string[],
) {
  const calls: PolicyCall[] = [];
  for (let step = 0; step < 10; step++) {
    const next = nextStep(policy, { prompt, task, embedding: null, eligible: new Set(eligible) }, calls);
    if (next.action !== "call") return { calls, next };
    calls.push({ model: next.model, answer: answers[next.model]!, costUsd: costsUsd[next.model]! });
  }
  throw new Error("The policy never ends");
}

describe("a cascade on agreement", () => {
  const policy = learn(committee(600, 1));

  it("is learnt where cheap models that agree are as good as the dear one", () => {
    expect(policy.evidence.chosen.kind).toBe("cascade");
    expect(policy.evidence.chosen.costPercent).toBeLessThan(70);
    expect(policy.evidence.chosen.qualityPercent).toBeGreaterThan(100);
  });

  it("keeps its promise on prompts that it never saw", () => {
    const others = committee(2_000, 2);
    const routed = others.map((row) => {
      const { calls, next } = follow(policy, row, ["small", "tiny", "large"]);
      if (next.action !== "answer") throw new Error(next.reason);
      return {
        score: row.scores[calls[next.with]!.model]!,
        costUsd: calls.reduce((sum, call) => sum + call.costUsd!, 0),
      };
    });
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(routed.map(({ score }) => score))).toBeGreaterThan(mean(others.map(({ scores }) => scores.large!)));
    expect(mean(routed.map(({ costUsd }) => costUsd))).toBeLessThan(0.7 * 0.02);
  });

  it("stops when two agree and asks on when they do not", () => {
    const [row] = committee(1, 3);
    const calls = [
      { model: "tiny", answer: "4", costUsd: 0.0005 },
      { model: "small", answer: "4.0", costUsd: 0.001 },
    ];
    const request = { prompt: "", task: null, embedding: null, eligible: new Set(Object.keys(row!.scores)) };
    expect(nextStep(policy, request, calls)).toMatchObject({ action: "answer" });
    expect(nextStep(policy, request, [calls[0]!, { ...calls[1]!, answer: "5" }])).toMatchObject({
      action: "call",
      model: "large",
    });
  });

  it("always ends, asks no model twice and none that is not eligible", () => {
    const rows = committee(200, 4);
    fc.assert(
      fc.property(fc.subarray(["small", "tiny", "large", "other"]), fc.nat(199), (eligible, at) => {
        const { calls, next } = follow(policy, rows[at]!, eligible);
        const models = calls.map(({ model }) => model);
        expect(new Set(models).size).toBe(models.length);
        expect(models.every((model) => eligible.includes(model))).toBe(true);
        expect(next.action).toBe(eligible.some((model) => model !== "other") ? "answer" : "abstain");
      }),
    );
  });

  it("decides while learning as it does while serving", () => {
    const rows = committee(100, 5);
    const table = evidenceTable(rows);
    const rule = policy.rule.kind === "cascade" ? policy.rule.otherwise : null;
    const columns = rule!.models.map((slug) => table.models.findIndex((model) => model.slug === slug));
    rows.forEach((row, at) => {
      const { calls, next } = follow(policy, { ...row, task: null }, ["small", "tiny", "large"]);
      const learnt = runAgreement(table, { columns, votes: rule!.votes }, at);
      expect(learnt.calls).toBe(calls.length);
      expect(next.action === "answer" && row.scores[calls[next.with]!.model]).toBe(learnt.score);
    });
  });

  it("gives quality for money when less quality is asked for", () => {
    const cheaper = learn(committee(600, 1), 90);
    expect(cheaper.evidence.chosen.costPercent!).toBeLessThan(policy.evidence.chosen.costPercent!);
  });

  it("learns the same from the same", () => {
    expect(learn(committee(100, 6))).toEqual(learn(committee(100, 6)));
  });

  it("is not learnt where the cheap models are wrong in the same way", () => {
    const together = committee(600, 7).map((row) => ({
      ...row,
      answers: { ...row.answers, tiny: row.answers.small! },
      scores: { ...row.scores, tiny: row.scores.small! },
    }));
    expect(learn(together).evidence.chosen.kind).toBe("constant");
  });
});
