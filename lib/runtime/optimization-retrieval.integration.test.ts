import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createSuite, getTaskSuite, startRun } from "@/lib/benchmarks";
import { CreateSuiteInput, StartRunInput } from "@/lib/benchmarks/schemas";
import { startSearchGateway, type SearchGateway } from "@/lib/gateway/test-search-gateway";
import {
  applyOptimization,
  getOptimization,
  OPTIMIZATION_JOB,
  optimizationJob,
  startOptimization,
} from "@/lib/optimization";
import { StartOptimizationInput } from "@/lib/optimization/schemas";
import { openTestDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { createJobRunner, type JobRunner } from "@/lib/platform/jobs";
import { getConfiguration } from "@/lib/registry";

let database: TestDatabase;
let gateway: SearchGateway;
let runner: JobRunner;

const TASK = "semantic_search";
const RETRIEVAL = { collection: "help", mode: "hybrid", depth: 30 } as const;

/** Only its words find every second page, only its meaning the others: a number that page and question spell differently. */
const codeOf = (index: number): string => `zu${"abcdefghij"[Math.floor(index / 10)]!}${"klmnopqrst"[index % 10]!}`;
const PAGES = Array.from({ length: 44 }, (_, index) => ({
  externalId: `page-${index}`,
  title: "Page",
  text: index % 2 ? `The word is ${codeOf(index)}.` : `Entry x${index}x.`,
}));
const TESTS = PAGES.map(({ externalId }, index) => ({
  id: externalId,
  prompt: index % 2 ? codeOf(index) : `number ${index}`,
  check: { kind: "ranking", relevant: { [externalId]: 2 } },
}));

/** A direction for each number, and one for everything without. */
function meaningOf(text: string): Float32Array {
  const vector = new Float32Array(512);
  const number = /\d+/.exec(text)?.[0];
  vector[number === undefined ? 0 : 1 + Number(number)] = 1;
  return vector;
}

beforeAll(async () => {
  database = await openTestDatabase("embedded");
  gateway = await startSearchGateway(database, {
    embed: async (texts) => texts.map(meaningOf),
    documents: PAGES,
  });
  await gateway.configure(TASK, { model: "local/search-text", retrieval: RETRIEVAL });
  runner = createJobRunner(gateway.runtime, { handlers: { [OPTIMIZATION_JOB]: optimizationJob }, pollMs: 20 });
  runner.start();
}, 60_000);

afterAll(async () => {
  await runner.stop(2_000);
  await gateway.close();
  await database.close();
});

it("a task that searches cannot be optimized before there are labelled queries, and says so", async () => {
  expect(await getTaskSuite(gateway.ctx, TASK)).toBeNull();
  const started = startOptimization(
    gateway.ctx,
    StartOptimizationInput.parse({ task: TASK, type: "quality_improvement" }),
  );
  await expect(started).rejects.toMatchObject({ code: "invalid_input", field: "task" });
});

it("a suite of a search task says what has to be found, and is run by models that search only", async () => {
  const { ctx } = gateway;
  const tests = [{ id: "one", prompt: "Hello?", check: { kind: "exact", expected: "Hi" } }];
  const wrong = createSuite(ctx, CreateSuiteInput.parse({ name: "Wrong", task: TASK, tests }));
  await expect(wrong).rejects.toMatchObject({
    code: "invalid_input",
    field: "tests",
    message: expect.stringContaining("external ids") as string,
  });
  const { id } = await createSuite(ctx, CreateSuiteInput.parse({ name: "Labelled", task: TASK, tests: TESTS }));
  const start = (input: object) => startRun(ctx, StartRunInput.parse({ suites: [id], ...input }));
  await expect(start({ models: ["simulator/sim-fast"] })).rejects.toMatchObject({ field: "models" });
  await expect(start({ suites: ["math"], models: ["local/search-text"] })).rejects.toMatchObject({ field: "models" });
  await expect(start({ suites: ["math", id] })).rejects.toMatchObject({ field: "suites" });
  const { models } = await start({});
  expect([...models].sort()).toEqual(["local/search-hybrid", "local/search-text", "local/search-vector"]);
});

it("an optimization for quality goes from words to words and meaning, proves it, and puts it in force", async () => {
  const { ctx } = gateway;
  const input = StartOptimizationInput.parse({ task: TASK, type: "quality_improvement" });
  const { id } = await startOptimization(ctx, input);
  const run = await vi.waitFor(
    async () => {
      const found = await getOptimization(ctx, id);
      expect(found).toMatchObject({ status: "succeeded", error: null });
      return found;
    },
    { timeout: 30_000, interval: 100 },
  );
  expect(run.result).toMatchObject({ outcome: "improved", configuration: { model: "local/search-hybrid" } });
  const winner = run.result!.finalists.find(({ id: finalist }) => finalist === run.result!.winnerId)!;
  expect(winner.gain!.low).toBeGreaterThan(20);
  expect(run.result!.before.quality_score).toMatchObject({ value: expect.closeTo(50, -1.5) as number });
  await applyOptimization(ctx, id);
  expect((await getConfiguration(ctx, TASK)).configuration.retrieval).toEqual(RETRIEVAL);
}, 40_000);
