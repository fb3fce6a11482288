import OpenAI from "openai";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestDatabase, insertTestOrganization, type TestDatabase } from "@/lib/platform/db/test-database";
import { newId } from "@/lib/platform/ids";
import { testCtx } from "@/lib/platform/test-runtime";
import { putConfiguration, getConfiguration, recordModelScores } from "@/lib/registry";
import { createSessions, deleteSession, getSession, listSessions } from "@/lib/sessions";
import { chatTurn, streamChatTurn } from "./chat-turn";
import { ChatTurnInput } from "./schemas";
import { startTestGateway, type TestGateway } from "./test-gateway";

let database: TestDatabase;
let gateway: TestGateway;
const coder = "simulator/sim-instant";
const listener = "simulator/sim-fast";

const say = (message: string, sessionId?: string) =>
  chatTurn(gateway.ctx, ChatTurnInput.parse({ message, ...(sessionId && { sessionId }) }));

/** Whole sentences, on which the words alone are sure. */
const CODE = "Write a TypeScript function that merges two sorted arrays and add unit tests for the function";
const CODE_AGAIN = "Refactor this TypeScript function and add unit tests for the module";
const SAD = "I feel so lonely since the breakup and I cry every night, my heart is broken";
const ANGRY = "I'm so frustrated! This is driving me crazy, nothing works, I have tried everything and I give up. ugh";

beforeAll(async () => {
  database = await openTestDatabase("embedded");
  gateway = await startTestGateway(database);
  const { ctx, runtime } = gateway;
  const score = (modelSlug: string, category: "coding" | "empathy", quality: number) => ({
    modelSlug,
    category,
    quality,
    testCount: 30,
  });
  const scores = [
    score(coder, "coding", 95),
    score(coder, "empathy", 20),
    score(listener, "coding", 20),
    score(listener, "empathy", 95),
  ];
  await recordModelScores(ctx, { runId: newId(), scores });
  const { configuration } = await getConfiguration(ctx, "general_chat");
  await putConfiguration(ctx, "general_chat", {
    configuration: { ...configuration, strategy: "best_quality", explorationShare: 0, candidates: [coder, listener] },
    reason: "",
  });
  await runtime.registry.ensureLoaded(ctx.organizationId);
});
afterAll(async () => {
  await gateway.close();
  await database.close();
});

it("answers with the model that is best for what the message is about, and says so", async () => {
  const code = await say(CODE);
  expect(code.detected).toMatchObject({ category: "coding", rankedAs: "coding" });
  expect(code.execution.model).toBe(coder);
  const sad = await say(SAD);
  expect(sad.detected?.rankedAs).toBe("empathy");
  expect(sad.execution.model).toBe(listener);
  expect(sad.sessionId).not.toBe(code.sessionId);
});

it("stays with its model within a topic, and is decided anew with the next", async () => {
  const session = "topics";
  await say(CODE, session);
  const second = await say(CODE_AGAIN, session);
  expect(second.execution.route?.session).toMatchObject({ previousModel: coder, stays: true, isTopicChange: false });
  expect(second.execution.model).toBe(coder);
  const third = await say(SAD, session);
  expect(third.execution.route?.session).toMatchObject({ stays: false, isTopicChange: true });
  expect(third.execution.model).toBe(listener);
  const { topics, turns, model } = await getSession(gateway.ctx, session);
  expect({ turns, model }).toEqual({ turns: 3, model: listener });
  expect(topics.map(({ models }) => models)).toEqual([[coder], [listener]]);
});

it("gives a frustrated writer the model that is best at empathy", async () => {
  await say(CODE, "angry");
  const { execution, detected } = await say(ANGRY, "angry");
  expect(detected).toMatchObject({ emotion: "frustrated", rankedAs: "empathy" });
  expect(execution.model).toBe(listener);
});

it("knows a session after a restart, and what another process served", async () => {
  await say(CODE, "shared");
  await gateway.runtime.conversations.exchange();
  const { now, log } = gateway.runtime;
  const other = createSessions(database.db, { now, log, patienceMs: 30_000 });
  expect(await other.get(gateway.ctx.organizationId, "shared")).toMatchObject({ model: coder, turns: 1 });
  await say(CODE_AGAIN, "shared");
  await gateway.runtime.conversations.exchange();
  await other.exchange();
  expect(await other.get(gateway.ctx.organizationId, "shared")).toMatchObject({ turns: 2 });
});

/** Only what a look-up needs, which fails. */
const brokenDatabase = () =>
  ({ conversationSession: { findUnique: () => Promise.reject(new Error("down")) } }) as unknown as TestDatabase["db"];

it("routes a conversation as a new one while the database does not answer", async () => {
  const { now, log } = gateway.runtime;
  const sessions = createSessions(brokenDatabase(), { now, log });
  expect(await sessions.get(gateway.ctx.organizationId, "any")).toBeNull();
});

it("takes the session from a header, for clients that cannot add fields", async () => {
  const client = new OpenAI({
    apiKey: gateway.key,
    baseURL: `${gateway.urls.node}/v1`,
    maxRetries: 0,
    defaultHeaders: { "x-gym-session": "from-header" },
  });
  await client.chat.completions.create({ model: "auto", messages: [{ role: "user", content: CODE }] });
  expect(await getSession(gateway.ctx, "from-header")).toMatchObject({ model: coder, turns: 1, category: "coding" });
});

it("streams, and names the session that it began", async () => {
  const { sessionId, events } = await streamChatTurn(gateway.ctx, ChatTurnInput.parse({ message: CODE, stream: true }));
  let text = "";
  for await (const event of events) text += event;
  expect(text).toContain("data: [DONE]");
  expect(await getSession(gateway.ctx, sessionId)).toMatchObject({ turns: 1 });
});

it("lists and forgets only what the organization owns", async () => {
  await gateway.runtime.conversations.exchange();
  const mine = await listSessions(gateway.ctx, { limit: 2 });
  expect(mine.items).toHaveLength(2);
  const next = await listSessions(gateway.ctx, { limit: 200, cursor: mine.nextCursor! });
  expect(next.items.map(({ id }) => id)).not.toContain(mine.items[0]!.id);
  const other = testCtx(gateway.runtime, await insertTestOrganization(database.db));
  expect((await listSessions(other, { limit: 50 })).items).toEqual([]);
  await expect(getSession(other, "topics")).rejects.toMatchObject({ code: "not_found" });
  await expect(deleteSession(other, "topics")).rejects.toMatchObject({ code: "not_found" });
  const viewer = testCtx(gateway.runtime, gateway.ctx.organizationId, "viewer");
  await expect(deleteSession(viewer, "topics")).rejects.toMatchObject({ code: "forbidden" });
  await expect(chatTurn(viewer, ChatTurnInput.parse({ message: "hi" }))).rejects.toMatchObject({ code: "forbidden" });
  await deleteSession(gateway.ctx, "topics");
  await expect(getSession(gateway.ctx, "topics")).rejects.toMatchObject({ code: "not_found" });
});

it("refuses a message that is none", () => {
  for (const body of [{}, { message: "" }, { message: 5 }, { message: "x", sessionId: "" }, { message: "x", foo: 1 }]) {
    expect(ChatTurnInput.safeParse(body).success).toBe(false);
  }
});
