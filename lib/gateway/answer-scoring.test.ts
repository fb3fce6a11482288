import { describe, expect, it, vi } from "vitest";
import { executionRecord } from "@/lib/executions/test-executions";
import { createLog } from "@/lib/platform/log";
import type { CodeSandbox } from "@/lib/quality";
import { createAnswerScoring } from "./answer-scoring";

const inspect = vi.fn<CodeSandbox["inspect"]>();
const log = createLog({ level: "silent", isReadable: false });
const scoring = (patienceMs?: number) =>
  createAnswerScoring({
    codeSandbox: { inspect, dispose: () => Promise.resolve() },
    log,
    ...(patienceMs !== undefined && { patienceMs }),
  });
const task = (slug: string, kind: "generation" | "classification" = "generation") =>
  ({ slug, name: slug, description: "", kind, category: "general" }) as const;
const record = (quality: number | null = null) => executionRecord("00000000-0000-7000-8000-000000000000", { quality });
const answer = {
  input: "How do I descale a kettle?",
  output: "Fill the kettle halfway with water, add two spoons of citric acid, boil it, and rinse it after 20 minutes.",
};

describe("answers of tasks that are scored", () => {
  it("get their quality with their row, and others stay without", async () => {
    const answers = scoring();
    const [offered, other] = [record(), record()];
    answers.offer(offered.id, task("general_chat"), answer);
    const [first, second] = await answers.scored([offered, other]);
    expect(first!.quality).toBeGreaterThan(30);
    expect(second).toBe(other);
  });

  it("keep a quality that is already known", async () => {
    const answers = scoring();
    const replayed = record(42);
    answers.offer(replayed.id, task("general_chat"), answer);
    expect((await answers.scored([replayed]))[0]!.quality).toBe(42);
  });

  it("stay without one when only a reference could tell, or when judging fails", async () => {
    const answers = scoring();
    const [label, code] = [record(), record()];
    answers.offer(label.id, task("ticket_classification", "classification"), answer);
    inspect.mockRejectedValueOnce(new Error("busy"));
    answers.offer(code.id, task("code_generation"), { ...answer, output: "```js\nconst a = () => 1;\n```" });
    expect((await answers.scored([label, code])).map(({ quality }) => quality)).toEqual([null, null]);
  });

  it("are judged once though their row has to be written twice, and forgotten then", async () => {
    const answers = scoring();
    const code = record();
    inspect.mockReset().mockResolvedValue({ syntaxError: null, tests: [] });
    answers.offer(code.id, task("code_generation"), { ...answer, output: "```js\nconst a = () => 1;\n```" });
    const once = await answers.scored([code]);
    expect(await answers.scored([code])).toEqual(once);
    expect(inspect).toHaveBeenCalledTimes(1);
    answers.forget([code]);
    expect((await answers.scored([code]))[0]!.quality).toBeNull();
  });

  it("are written without a quality when the sandbox does not answer, and keep nobody else's waiting", async () => {
    const answers = scoring(200);
    inspect.mockReset().mockReturnValue(new Promise(() => {}));
    const codes = Array.from({ length: 20 }, () => record());
    for (const { id } of codes) {
      answers.offer(id, task("code_generation"), { ...answer, output: "```js\nconst a = () => 1;\n```" });
    }
    const chat = record();
    answers.offer(chat.id, task("general_chat"), answer);
    const scored = await answers.scored([...codes, chat]);
    expect(scored.slice(0, -1)).toEqual(codes);
    expect(scored.at(-1)!.quality).toBeGreaterThan(30);
    expect(inspect).toHaveBeenCalledTimes(1);
  });

  it("are kept while their call is shown as under way, and leave room once settled", async () => {
    const answers = scoring();
    const settled = record();
    const pending = { ...settled, status: "pending" as const };
    answers.offer(settled.id, task("general_chat"), answer);
    expect(await answers.scored([pending])).toEqual([pending]);
    answers.forget([pending]);
    expect((await answers.scored([settled]))[0]!.quality).toBeGreaterThan(30);
    answers.forget([settled]);
    expect(await answers.scored([settled])).toEqual([settled]);
  });

  it("are kept in limited number", async () => {
    const answers = scoring();
    const records = Array.from({ length: 600 }, () => record());
    for (const { id } of records) answers.offer(id, task("general_chat"), answer);
    const scored = await answers.scored(records);
    expect(scored.filter(({ quality }) => quality !== null)).toHaveLength(500);
  });
});
