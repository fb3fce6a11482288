import OpenAI from "openai";
import { afterAll, beforeAll, expect, it } from "vitest";
import { getExecution } from "@/lib/executions";
import { openTestDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { importReplay } from "@/lib/providers";
import { getConfiguration, putConfiguration } from "@/lib/registry";
import type { Council } from "@/lib/registry/schemas";
import { askCouncil } from "./ask-council";
import { CouncilInput, type CouncilMember } from "./schemas";
import { addModel, gymOf, startTestGateway, type TestGateway } from "./test-gateway";

let database: TestDatabase;
let gateway: TestGateway;

const TASK = "general_chat";
const [SMALL, TINY, LARGE] = ["replay/small", "replay/tiny", "replay/large"] as const;
const MEMBERS = [SMALL, TINY, LARGE];
const cost = { small: 0.001, tiny: 0.002, large: 0.1 };
const GOOD = "Restart the router, wait a minute, then check whether the light is green. If it is not, call us.";

const ROWS = [
  { prompt: "agreed", answers: { small: "The answer is 42.", tiny: "42", large: "7" }, cost },
  { prompt: "disputed", answers: { small: "1", tiny: "2", large: "3" }, cost },
  { prompt: "alone", answers: { small: "1" }, cost: { small: 0.001 } },
  { prompt: "How do I fix my internet connection?", answers: { small: "no", tiny: GOOD, large: "no idea" }, cost },
];

beforeAll(async () => {
  database = await openTestDatabase("embedded");
  gateway = await startTestGateway(database);
  const file = (async function* () {
    yield new TextEncoder().encode(ROWS.map((row) => JSON.stringify(row)).join("\n"));
  })();
  await importReplay(gateway.ctx, { provider: "replay", set: "test" }, file);
});

afterAll(async () => {
  await gateway.close();
  await database.close();
});

const ask = (input: string, more: Record<string, unknown> = {}) =>
  askCouncil(gateway.ctx, CouncilInput.parse({ task: TASK, input, members: MEMBERS, ...more }));
const memberOf = (members: readonly CouncilMember[], slug: string) => members.find(({ model }) => model === slug)!;

it("answers what most members say, and pays for all", async () => {
  const { output, council, execution } = await ask("agreed");
  expect(["The answer is 42.", "42"]).toContain(output);
  expect(council).toMatchObject({
    method: "vote",
    quorum: 2,
    reason: expect.stringMatching(/^2 of [23] answers agree$/),
  });
  expect(
    council.members
      .filter(({ votes }) => votes === 2)
      .map(({ model }) => model)
      .sort(),
  ).toEqual([SMALL, TINY]);
  expect(council.members.filter(({ isTaken }) => isTaken)).toHaveLength(1);
  const paid = council.members.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);
  expect(execution.costUsd).toBeCloseTo(paid, 12);
  await gateway.runtime.recorder.flush();
  const stored = await getExecution(gateway.ctx, execution.id);
  expect(stored.costUsd).toBeCloseTo(paid, 12);
  expect(stored.attempts!.map(({ model }) => model).sort()).toEqual([...MEMBERS].sort());
});

it("takes the answer of the best member when all differ", async () => {
  const { council } = await ask("disputed");
  expect(council.members.map(({ votes }) => votes)).toEqual([1, 1, 1]);
  expect(council.members[0]!.isTaken).toBe(true);
});

it("refuses to decide with fewer answers than the quorum, and records what was paid", async () => {
  await expect(ask("alone")).rejects.toMatchObject({
    code: "upstream_failed",
    message: expect.stringContaining("Only 1 of 3 members answered, 2 are needed"),
  });
  expect(await ask("alone", { quorum: 1 })).toMatchObject({ output: "1", execution: { costUsd: 0.001 } });
});

it("takes the answer that the task's scorer judges best", async () => {
  const { output, council } = await ask("How do I fix my internet connection?", { method: "best_of" });
  expect(output).toBe(GOOD);
  expect(memberOf(council.members, TINY)).toMatchObject({ isTaken: true, votes: null });
  expect(memberOf(council.members, TINY).score!).toBeGreaterThan(memberOf(council.members, SMALL).score!);
});

it("lets a model write one answer from all, whose cost counts as well", async () => {
  const { output, council, execution } = await ask("disputed", {
    method: "synthesis",
    synthesizer: "simulator/sim-instant",
  });
  expect(council).toMatchObject({ synthesizer: "simulator/sim-instant" });
  expect(council.members.some(({ isTaken }) => isTaken)).toBe(false);
  expect(output.length).toBeGreaterThan(0);
  expect(execution).toMatchObject({ model: "simulator/sim-instant", attempts: 4 });
  const sent = JSON.stringify(gateway.simulator.requests.last?.body);
  expect(sent).toContain("<answer>\\n3\\n</answer>");
});

it("takes a member's answer when the synthesis fails: it is paid for already", async () => {
  const failing = await addModel(gateway, "sim-instant:error");
  const { council } = await ask("disputed", { method: "synthesis", synthesizer: failing });
  expect(council).toMatchObject({
    synthesizer: null,
    reason: expect.stringContaining("could not put the answers together"),
  });
  expect(council.members[0]!.isTaken).toBe(true);
});

it("waits for no straggler once a vote is decided or the grace is over", async () => {
  const hanging = await addModel(gateway, "sim-instant:hang");
  const startedMs = performance.now();
  const decided = await ask("agreed", { members: [SMALL, TINY, hanging], graceMs: 60_000 });
  expect(memberOf(decided.council.members, hanging)).toMatchObject({ status: "cancelled", output: null });
  const open = await ask("disputed", { members: [SMALL, TINY, hanging], graceMs: 20 });
  expect(memberOf(open.council.members, hanging)).toMatchObject({ status: "cancelled" });
  expect(performance.now() - startedMs).toBeLessThan(30_000);
  await gateway.runtime.recorder.flush();
  const { attempts } = await getExecution(gateway.ctx, decided.execution.id);
  expect(attempts!.find(({ model }) => model === hanging)).toMatchObject({ errorKind: "cancelled", costUsd: null });
  // Being late for a council says nothing of the model's health.
  expect(gateway.runtime.circuits.get(gateway.ctx.organizationId, hanging).state).toBe("closed");
});

it("serves a task whose configuration has one, over the OpenAI client and as a stream", async () => {
  const { configuration } = await getConfiguration(gateway.ctx, TASK);
  const council: Council = { members: MEMBERS, method: "vote", graceMs: 2_000 };
  await putConfiguration(gateway.ctx, TASK, { configuration: { ...configuration, council }, reason: "test" });
  const client = new OpenAI({ apiKey: gateway.key, baseURL: `${gateway.urls.node}/v1`, maxRetries: 0 });
  const request = { model: `task:${TASK}`, messages: [{ role: "user" as const, content: "disputed" }] };
  const answer = await client.chat.completions.create(request);
  expect(gymOf(answer)!.calls).toHaveLength(3);
  let text = "";
  for await (const chunk of await client.chat.completions.create({ ...request, stream: true })) {
    text += chunk.choices[0]?.delta.content ?? "";
  }
  expect(text).toBe(answer.choices[0]!.message.content);
  const named = await client.chat.completions.create({ ...request, model: LARGE });
  expect(gymOf(named)!.calls).toBeUndefined();
  await putConfiguration(gateway.ctx, TASK, { configuration, reason: "test" });
});

it("names what is wrong with the question", async () => {
  await expect(ask("agreed", { members: [SMALL, "replay/none"] })).rejects.toMatchObject({
    code: "invalid_input",
    message: expect.stringContaining("replay/none"),
  });
  await expect(ask("agreed", { quorum: 4 })).rejects.toMatchObject({ code: "invalid_input", field: "quorum" });
  for (const wrong of [{ members: [SMALL] }, { method: "shout" }, { input: undefined }, { stream: true }]) {
    expect(CouncilInput.safeParse({ task: TASK, input: "x", ...wrong }).success).toBe(false);
  }
});
