import { expect, it } from "vitest";
import { exampleDraft } from "@/components/quality/example-answers";
import { scoreRequest } from "@/components/quality/score-request";
import { scoreAnswer, type CodeSandbox } from "@/lib/quality";
import { SCORERS } from "@/lib/quality/words";

/** Only code is given to the sandbox, and that is judged in the labelled set's integration test. */
const noSandbox: CodeSandbox = {
  inspect: () => Promise.reject(new Error("Nothing is run here")),
  dispose: () => Promise.resolve(),
};

it.each(SCORERS.filter((scorer) => scorer !== "code_generation"))(
  "the good example of %s scores at least 70, its bad one at most 50",
  async (scorer) => {
    const scoreOf = async (which: "good" | "bad") =>
      (await scoreAnswer(noSandbox, scorer, scoreRequest({ scorer, task: null }, exampleDraft(scorer, which)))).score;
    expect(await scoreOf("good")).toBeGreaterThanOrEqual(70);
    expect(await scoreOf("bad")).toBeLessThanOrEqual(50);
  },
);
