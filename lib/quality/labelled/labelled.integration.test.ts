import { expect, it } from "vitest";
import { createCodeSandbox } from "../code/code-sandbox";
import { inspectCode } from "../score-output";
import { score } from "../score";
import { readLabelled, type LabelledTriple } from "./read-labelled";

it("code_generation ranks good above bad in at least 95 % of the labelled triples", async () => {
  const sandbox = createCodeSandbox();
  const judge = async (triple: LabelledTriple, output: string) =>
    score("code_generation", { ...triple, output }, await inspectCode(sandbox, { ...triple, output })).score;
  const { triples } = readLabelled().find(({ scorer }) => scorer === "code_generation")!;
  const wrong: string[] = [];
  for (const triple of triples) {
    if ((await judge(triple, triple.good)) <= (await judge(triple, triple.bad))) wrong.push(triple.id);
  }
  await sandbox.dispose();
  expect(wrong.length / triples.length, wrong.join(", ")).toBeLessThanOrEqual(0.05);
});
