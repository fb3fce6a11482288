import { randomUUID } from "node:crypto";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST as run } from "@/app/api/v1/run/route";
import { createBudget, deleteBudget, getBudget, listBudgetEvents } from "@/lib/budgets";
import { CreateBudgetInput, ListBudgetEventsQuery, type Budget } from "@/lib/budgets/schemas";
import { getExecution } from "@/lib/executions";
import { openTestDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import type { ProviderAdapter } from "@/lib/providers";
import { getConfiguration, putConfiguration, statePrice } from "@/lib/registry";
import { StatePriceInput } from "@/lib/registry/schemas";
import type { GymFields } from "./gym-fields";
import { addModel, gymOf, startTestGateway, type TestGateway } from "./test-gateway";

let database: TestDatabase;
let gateway: TestGateway;

/** Embeds at the price of a second of CPU time. */
const local = {
  kind: "local",
  embed: async ({ request }) => ({
    response: { object: "list", data: [], model: request.model, usage: { prompt_tokens: 3, total_tokens: 3 } },
    usage: null,
    rawUsage: null,
    cpuMs: 1_000,
  }),
} as Partial<ProviderAdapter> as ProviderAdapter;

beforeAll(async () => {
  database = await openTestDatabase("embedded");
  gateway = await startTestGateway(database, local);
});

afterAll(async () => {
  await gateway.close();
  await database.close();
});

const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: "user", content: "Where is my card?" }];
const INSTANT = "simulator/sim-instant";
const CHEAP = "simulator/sim-cheap";
/** Less than any call costs, so that one uses it up. */
const ONE_CALL_USD = 0.000001;

type Refusal = {
  status: number;
  code: string;
  type: string;
  message: string;
  headers: Headers;
  error: { details: { resetsAt: string; budgetId: string; limitUsd: number; spentUsd: number } };
};

const budget = (input: object): Promise<Budget> =>
  createBudget(gateway.ctx, CreateBudgetInput.parse({ name: "Team", limitUsd: ONE_CALL_USD, ...input }));
const ofUser = (user: string, input: object) => budget({ scope: "user", scopeRef: user, ...input });
const upstreamCalls = () => gateway.simulator.requests.total;

async function eventsOf({ id }: Budget): Promise<[string, number | null][]> {
  const query = ListBudgetEventsQuery.parse({ budget: id });
  const { items } = await listBudgetEvents(gateway.ctx, query);
  return items.map(({ kind, calls }) => [kind, calls]);
}

describe.each(["node", "request"] as const)("budgets over the %s mount", (mount) => {
  const client = () => new OpenAI({ apiKey: gateway.key, baseURL: `${gateway.urls[mount]}/v1`, maxRetries: 0 });
  const ask = async (user: string, model = INSTANT, more: object = {}): Promise<GymFields> => {
    const answer = await client().chat.completions.create({ model, messages, user, ...more });
    return gymOf(answer)!;
  };
  const refused = async (work: Promise<unknown>): Promise<Refusal> =>
    work.then(
      () => expect.unreachable("it was served"),
      (error: Refusal) => error,
    );

  it("`block` serves until the limit is used up, then answers 402 with the time of reset and calls no model", async () => {
    const user = randomUUID();
    const made = await ofUser(user, { enforcement: "block", period: "daily" });
    const { executionId } = await ask(user);
    const before = upstreamCalls();
    const refusal = await refused(ask(user));
    expect(refusal).toMatchObject({ status: 402, code: "budget_exceeded", type: "insufficient_quota" });
    const { costUsd } = await stored(executionId);
    expect(refusal.error.details).toMatchObject({
      budgetId: made.id,
      resetsAt: made.current!.to,
      limitUsd: ONE_CALL_USD,
    });
    expect(refusal.error.details.spentUsd).toBeCloseTo(costUsd!, 12);
    expect(refusal.message).toContain(made.current!.to);
    expect(Number(refusal.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused(ask(user, INSTANT, { stream: true }))).toMatchObject({ status: 402 });
    expect(upstreamCalls()).toBe(before);
    expect(await ask(randomUUID())).toMatchObject({ model: INSTANT });
    await expect.poll(() => eventsOf(made)).toContainEqual(["blocked", 2]);
    await deleteBudget(gateway.ctx, made.id);
    expect(await ask(user)).toMatchObject({ model: INSTANT });
  });

  it("`each_user` limits everyone alike and tells whose limit it was", async () => {
    const [ada, bob] = [randomUUID(), randomUUID()];
    const made = await budget({ scope: "each_user", enforcement: "block" });
    await ask(ada);
    const refusal = await refused(ask(ada));
    expect(refusal).toMatchObject({ status: 402, error: { details: { user: ada } } });
    expect(await ask(bob)).toMatchObject({ model: INSTANT });
    await client().chat.completions.create({ model: INSTANT, messages });
    await deleteBudget(gateway.ctx, made.id);
  });

  it("`notify` refuses nothing and holds nothing", async () => {
    const user = randomUUID();
    const made = await ofUser(user, { enforcement: "notify" });
    await ask(user);
    const { executionId } = await ask(user);
    await stored(executionId);
    await gateway.runtime.budgets.look();
    expect((await eventsOf(made)).map(([kind]) => kind)).toEqual(["threshold", "threshold"]);
    expect((await getBudget(gateway.ctx, made.id)).current).toMatchObject({ calls: 2, reservedUsd: 0 });
    await deleteBudget(gateway.ctx, made.id);
  });

  it("`downgrade` serves by a cheaper model from its share on, whoever named the dear one, and says so", async () => {
    const user = randomUUID();
    const made = await ofUser(user, { enforcement: "downgrade", limitUsd: 0.00001, downgradeShare: 0.5 });
    const first = await ask(user);
    expect(first.model).toBe(INSTANT);
    expect(first.downgrade).toBeUndefined();
    const second = await ask(user);
    expect(second).toMatchObject({
      model: CHEAP,
      downgrade: { budgetId: made.id, budget: "Team", usualModel: INSTANT },
    });
    expect(second.route!.reason).toContain("of the budget “Team” are spent");
    expect((await stored(second.executionId)).route!.reason).toBe(second.route!.reason);
    const stream = await client().chat.completions.create({ model: INSTANT, messages, user, stream: true });
    let gym: ReturnType<typeof gymOf>;
    for await (const chunk of stream) gym = gymOf(chunk) ?? gym;
    expect(gym).toMatchObject({ model: CHEAP, downgrade: { usualModel: INSTANT } });
    // The cheapest of several is served beyond the limit as well.
    expect(await ask(user, CHEAP)).toMatchObject({ model: CHEAP });
    await expect.poll(() => eventsOf(made)).toContainEqual(["downgraded", 3]);
    await deleteBudget(gateway.ctx, made.id);
  });

  it("`downgrade` refuses what nothing cheaper can serve once the limit is used up", async () => {
    const user = randomUUID();
    const { configuration } = await getConfiguration(gateway.ctx, "content_summarization");
    const put = (candidates: string[] | null) =>
      putConfiguration(gateway.ctx, "content_summarization", {
        configuration: { ...configuration, candidates },
        reason: "test",
      });
    await put([INSTANT]);
    const made = await ofUser(user, { enforcement: "downgrade" });
    await ask(user, "task:content_summarization");
    expect(await refused(ask(user, "task:content_summarization"))).toMatchObject({
      status: 402,
      code: "budget_exceeded",
    });
    await deleteBudget(gateway.ctx, made.id);
    await put(configuration.candidates);
  });

  it("give back what a failed call had set aside, and what a caller who left did not use", async () => {
    const user = randomUUID();
    const made = await ofUser(user, { enforcement: "block", limitUsd: 1 });
    const failing = await addModel(gateway, `sim-${mount === "node" ? "instant" : "fast"}:error`);
    await refused(ask(user, failing));
    const slow = await addModel(gateway, `sim-${mount === "node" ? "instant" : "fast"}:slow`);
    await statePrice(
      gateway.ctx,
      slow,
      StatePriceInput.parse({ price: { inputPerMillion: 1, outputPerMillion: 4 }, validFrom: null }),
    );
    const leaving = new AbortController();
    const stream = await client().chat.completions.create(
      { model: slow, messages, user, stream: true },
      { signal: leaving.signal },
    );
    const { reservedUsd } = (await getBudget(gateway.ctx, made.id)).current!;
    expect(reservedUsd).toBeGreaterThan(0.016);
    for await (const chunk of stream) {
      void chunk;
      leaving.abort();
    }
    const sums = async () => {
      await gateway.runtime.recorder.flush();
      await gateway.runtime.budgets.holdsOf(gateway.ctx.organizationId).flush();
      return (await getBudget(gateway.ctx, made.id)).current!;
    };
    await expect.poll(sums).toMatchObject({ calls: 2, reservedUsd: 0 });
    const { spentUsd } = await sums();
    expect(spentUsd).toBeGreaterThan(0);
    expect(spentUsd).toBeLessThan(reservedUsd);
    await deleteBudget(gateway.ctx, made.id);
  });

  it("let calls wait for one another rather than refuse them for money that comes back", async () => {
    const user = randomUUID();
    // A call costs about a hundredth of what is set aside for it.
    const made = await ofUser(user, { enforcement: "block", limitUsd: 0.0017 });
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(user)));
    expect(answers).toHaveLength(8);
    await deleteBudget(gateway.ctx, made.id);
  });

  it("hold for calls that ask for an endless answer, or for endlessly many", async () => {
    const user = randomUUID();
    const made = await ofUser(user, { enforcement: "block" });
    await ask(user, INSTANT, { max_tokens: 1e308 });
    expect(await refused(ask(user, INSTANT, { max_tokens: 1e308, n: 1e300 }))).toMatchObject({ status: 402 });
    await deleteBudget(gateway.ctx, made.id);
  });

  it("refuse a conversation of a caller whose name no database can hold like any other's", async () => {
    const user = randomUUID();
    const made = await ofUser(user, { enforcement: "block" });
    await ask(`${user}\0`);
    expect(await refused(ask(`${user}\0`))).toMatchObject({ status: 402 });
    await deleteBudget(gateway.ctx, made.id);
  });

  it("count local models at the price of their computing time, and never replace one embedding model by another", async () => {
    for (const enforcement of ["block", "downgrade"]) {
      const user = randomUUID();
      const made = await ofUser(user, { enforcement });
      const embed = () => client().embeddings.create({ model: "local/embed", input: "card", user });
      await embed();
      expect(await refused(embed())).toMatchObject({ status: 402, code: "budget_exceeded" });
      await deleteBudget(gateway.ctx, made.id);
    }
  });
});

async function stored(executionId: string) {
  await gateway.runtime.recorder.flush();
  return getExecution(gateway.ctx, executionId);
}

it("a used-up budget is answered with 402 by /api/v1/run as well, also when a stream was asked for", async () => {
  const user = randomUUID();
  const made = await ofUser(user, { enforcement: "block", period: "weekly" });
  const call = async (stream: boolean) => {
    const request = new Request("http://127.0.0.1/api/v1/run", {
      method: "POST",
      headers: { authorization: `Bearer ${gateway.key}`, "content-type": "application/json" },
      body: JSON.stringify({ task: "general_chat", input: "Hello", model: INSTANT, userRef: user, stream }),
    });
    return run(request, { params: Promise.resolve({}) });
  };
  expect((await call(false)).status).toBe(200);
  for (const stream of [false, true]) {
    const answer = await call(stream);
    expect(answer.status).toBe(402);
    expect(await answer.json()).toMatchObject({
      error: { code: "budget_exceeded", details: { budgetId: made.id, resetsAt: made.current!.to } },
    });
  }
  await deleteBudget(gateway.ctx, made.id);
});
