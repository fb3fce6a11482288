import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { budgetsCtx, ctxOf, testClock } from "@/lib/budgets/test-budgets";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { newId } from "@/lib/platform/ids";
import { createOutbound, type Outbound } from "@/lib/platform/outbound";
import type { Runtime } from "@/lib/platform/runtime";
import { auditOf } from "@/lib/registry/test-registry";
import { deliveryOf } from "./announce-alerts";
import { deliverDue } from "./deliver-due";
import { insertDeliveries } from "./delivery-store";
import { evaluateAlerts } from "./evaluate-alerts";
import {
  createWebhook,
  deleteAlertRule,
  deleteWebhook,
  listDeliveries,
  listWebhooks,
  restoreWebhook,
  rotateWebhookSecret,
  tryAlertRule,
  tryWebhook,
  updateAlertRule,
  updateWebhook,
} from "./index";
import { CreateWebhookInput, ListDeliveriesQuery, ListWebhooksQuery, type CreatedWebhook } from "./schemas";
import { addRule, alertsRuntime, execute, FAILED } from "./test-alerts";

type Received = { headers: IncomingMessage["headers"]; body: string };
type Message = { id: string; type: string; alerts: { ruleName: string; status: string; summary: string }[] };

const START = "2026-10-14T12:00:00.000Z";

describeEachDatabase("webhooks", (open) => {
  const clock = testClock(START);
  let database: TestDatabase;
  let runtime: Runtime;
  let server: Server;
  let outbound: Outbound;
  let url: string;
  let received: Received[];
  /** What the receiver answers next; afterwards it takes everything. */
  let answers: ((response: ServerResponse) => void)[];

  beforeAll(async () => {
    database = await open();
    server = createServer((request, response) => void take(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    url = `http://127.0.0.1:${port}/alerts`;
    outbound = createOutbound({ allow: [`127.0.0.1:${port}`] });
    runtime = Object.assign(alertsRuntime(database.db, clock), { outbound });
  });
  afterAll(async () => {
    await outbound.dispose();
    server.closeAllConnections();
    server.close();
    await database.close();
  });
  beforeEach(() => {
    clock.set(START);
    received = [];
    answers = [];
  });
  // What one test left to be sent is none of the next one's business.
  afterEach(() => database.db.webhookDelivery.deleteMany({}));

  async function take(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    const answer = answers.shift();
    if (answer) answer(response);
    else response.writeHead(204).end();
  }

  const status =
    (code: number, headers: Record<string, string> = {}, body = "") =>
    (response: ServerResponse) =>
      void response.writeHead(code, headers).end(body);
  const at = (minutes: number) => clock.set(new Date(Date.parse(START) + minutes * 60_000).toISOString());
  const add = (ctx: Ctx, input: object = {}): Promise<CreatedWebhook> =>
    createWebhook(ctx, CreateWebhookInput.parse({ name: "Team chat", url, ...input }));
  const deliver = (of: Runtime = runtime) => deliverDue(of, () => 0.5, new AbortController().signal);
  const deliveries = async (ctx: Ctx, query: object = {}) =>
    (await listDeliveries(ctx, ListDeliveriesQuery.parse(query))).items;
  const messages = () => received.map(({ body }) => JSON.parse(body) as Message);
  /** As a receiver does it, without our code. */
  const signatureOf = (secret: string, { headers, body }: Received) => {
    const timestamp = /t=(\d+)/.exec(String(headers["x-gym-signature"]))![1];
    return createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
  };
  const makeDue = () =>
    database.db.webhookDelivery.updateMany({ where: { status: "pending" }, data: { nextAttemptAt: new Date(0) } });
  async function fire(ctx: Ctx) {
    await execute(ctx, 20, FAILED);
    at(1);
    await evaluateAlerts(ctx);
  }

  it("are told once when an alert fires and once when it resolves, signed with their secret and the time", async () => {
    const ctx = await budgetsCtx(runtime);
    const { id, secret } = await add(ctx);
    await addRule(ctx, { windowMinutes: 10, webhookIds: [id] });
    await fire(ctx);
    await Promise.all([deliver(), deliver(Object.assign(alertsRuntime(database.db, clock), { outbound }))]);
    expect(messages()).toMatchObject([
      {
        type: "alert.fired",
        alerts: [{ ruleName: "Errors", status: "firing", summary: expect.stringContaining("100 %") }],
      },
    ]);
    const [first] = received as [Received];
    expect(first.headers["x-gym-signature"]).toBe(
      `t=${Math.floor(clock.now().getTime() / 1_000)},v1=${signatureOf(secret, first)}`,
    );
    expect(first.headers).toMatchObject({
      "content-type": "application/json",
      "x-gym-event": "alert.fired",
      "x-gym-event-id": messages()[0]!.id,
    });
    at(2);
    await evaluateAlerts(ctx);
    at(30);
    await execute(ctx, 20);
    at(31);
    await evaluateAlerts(ctx);
    await deliver();
    expect(messages().map(({ type, alerts }) => [type, alerts[0]!.status])).toEqual([
      ["alert.fired", "firing"],
      ["alert.resolved", "resolved"],
    ]);
    expect((await deliveries(ctx)).map((one) => [one.status, one.attempts.length])).toEqual([
      ["delivered", 1],
      ["delivered", 1],
    ]);
  });

  it("that hang hold up nobody else, however many of them one organization has", async () => {
    const slow = await budgetsCtx(runtime);
    const hanging: ServerResponse[] = [];
    answers = Array.from({ length: 40 }, () => (response: ServerResponse) => void hanging.push(response));
    const webhooks = await Promise.all(Array.from({ length: 6 }, (_, index) => add(slow, { name: `Slow ${index}` })));
    for (const { id } of webhooks) {
      const events = Array.from({ length: 5 }, () => newId());
      const rows = events.map((eventId) =>
        deliveryOf(slow, { webhookId: id, eventId, eventType: "alert.fired", alerts: [] }),
      );
      await insertDeliveries(database.db, slow.organizationId, rows, clock.now());
    }
    const stopping = new AbortController();
    const sending = deliverDue(runtime, () => 0.5, stopping.signal);
    await expect.poll(() => hanging.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(4);
    const called = new Set(
      (await deliveries(slow, { limit: 50 }))
        .filter(({ id }) => received.some(({ headers }) => headers["x-gym-delivery-id"] === id))
        .map(({ webhookId }) => webhookId),
    );
    expect(called.size).toBe(4);

    const quick = await budgetsCtx(runtime);
    const { id } = await add(quick);
    answers = [];
    const hung = hanging.length;
    const message = deliveryOf(quick, { webhookId: id, eventId: newId(), eventType: "alert.fired", alerts: [] });
    await insertDeliveries(database.db, quick.organizationId, [message], clock.now());
    await expect.poll(async () => (await deliveries(quick))[0]?.status, { timeout: 10_000 }).toBe("delivered");
    expect(hung).toBe(4);
    stopping.abort();
    for (const response of hanging) response.destroy();
    await sending;
  });

  it("take three tests that fail, and no more until those are over", async () => {
    const ctx = await budgetsCtx(runtime);
    const { id } = await add(ctx);
    answers = [status(500), status(500), status(500)];
    const tries = await Promise.allSettled(Array.from({ length: 6 }, () => tryWebhook(ctx, id, () => 0.5)));
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(3);
    expect(tries.find((one) => one.status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
    await makeDue();
    await deliver();
    expect((await deliveries(ctx)).every((one) => one.status === "delivered")).toBe(true);
    await expect(tryWebhook(ctx, id, () => 0.5)).resolves.toMatchObject({ status: "delivered" });
  });

  it("get one message for everything that fires at once", async () => {
    const ctx = await budgetsCtx(runtime);
    const { id } = await add(ctx);
    const other = await add(ctx, { name: "Pager" });
    await addRule(ctx, { name: "one", webhookIds: [id] });
    await addRule(ctx, { name: "two", webhookIds: [id, other.id] });
    await addRule(ctx, { name: "silent" });
    await fire(ctx);
    await deliver();
    expect(
      messages()
        .map(({ alerts }) => alerts.map(({ ruleName }) => ruleName).sort())
        .sort(),
    ).toEqual([["one", "two"], ["two"]]);
  });

  it("are tried again with pauses when they fail, and the log shows every attempt", async () => {
    const ctx = await budgetsCtx(runtime);
    const { id } = await add(ctx);
    await addRule(ctx, { webhookIds: [id] });
    await fire(ctx);
    answers = [
      status(500, {}, "<b>down</b>"),
      (response) => void response.destroy(),
      status(429, { "retry-after": "120" }),
    ];
    for (let attempt = 0; attempt < 3; attempt++) {
      await deliver();
      await deliver();
      expect(received).toHaveLength(attempt + 1);
      await makeDue();
    }
    const [pending] = await deliveries(ctx, { webhook: id, status: "pending" });
    expect(pending!.attempts).toMatchObject([
      { status: 500, error: "It answered with status 500", answer: "<b>down</b>" },
      { status: null, error: expect.stringContaining("closed the connection") },
      { status: 429 },
    ]);
    await deliver();
    expect(await deliveries(ctx)).toMatchObject([{ status: "delivered", nextAttemptAt: null }]);
    expect(new Set(messages().map((message) => message.id)).size).toBe(1);
  });

  it("are given up after eight attempts", async () => {
    const ctx = await budgetsCtx(runtime);
    const { id } = await add(ctx);
    await addRule(ctx, { webhookIds: [id] });
    await fire(ctx);
    answers = Array.from({ length: 20 }, () => status(503));
    for (let attempt = 0; attempt < 10; attempt++) {
      await makeDue();
      await deliver();
    }
    expect(received).toHaveLength(8);
    expect(await deliveries(ctx)).toMatchObject([{ status: "failed", nextAttemptAt: null, maxAttempts: 8 }]);
  });

  it("get a message again whose process died while it was sent, under the same id", async () => {
    const ctx = await budgetsCtx(runtime);
    const { id } = await add(ctx);
    await addRule(ctx, { webhookIds: [id] });
    await fire(ctx);
    await database.db.$executeRaw`
      UPDATE webhook_deliveries SET fence = 1, lease_until = clock_timestamp() - interval '1 second'`;
    await deliver();
    expect(received).toHaveLength(1);
    expect(await deliveries(ctx)).toMatchObject([{ status: "delivered" }]);
  });

  it("are never a way to a private address that the operator has not allowed", async () => {
    const ctx = await budgetsCtx(runtime);
    const strict = createOutbound({ allow: [] });
    const { id } = await add(ctx);
    const guarded = { ...ctx, runtime: { ...runtime, outbound: strict } };
    const delivery = await tryWebhook(guarded, id, () => 0.5);
    expect(delivery).toMatchObject({
      status: "failed",
      attempts: [{ status: null, error: expect.stringContaining("127.0.0.1") }],
    });
    expect(received).toEqual([]);
    await strict.dispose();
  });

  it("follow no redirect", async () => {
    const ctx = await budgetsCtx(runtime);
    const { id } = await add(ctx);
    answers = [status(302, { location: `${url}/elsewhere` })];
    const delivery = await tryWebhook(ctx, id, () => 0.5);
    expect(delivery).toMatchObject({ status: "pending", attempts: [{ status: 302 }] });
    expect(received).toHaveLength(1);
  });

  it("are tested on request, with the answer shown", async () => {
    const ctx = await budgetsCtx(runtime);
    const { id, secret } = await add(ctx);
    const delivery = await tryWebhook(ctx, id, () => 0.5);
    expect(delivery).toMatchObject({
      status: "delivered",
      eventType: "webhook.test",
      attempts: [{ status: 204, error: null }],
    });
    expect(String(received[0]!.headers["x-gym-signature"])).toContain(signatureOf(secret, received[0]!));
    await updateWebhook(ctx, id, { isEnabled: false });
    await expect(tryWebhook(ctx, id, () => 0.5)).rejects.toMatchObject({ code: "conflict" });
  });

  it("are told of a rule that is tested, marked as a test", async () => {
    const ctx = await budgetsCtx(runtime);
    const { id } = await add(ctx);
    const rule = await addRule(ctx, { webhookIds: [id] });
    expect(await tryAlertRule(ctx, rule.id)).toMatchObject({ reading: "no_data", webhooksTold: 1 });
    await deliver();
    expect(messages()).toMatchObject([{ type: "webhook.test" }]);
  });

  it("are not told of a muted rule until it is muted no more, and never of what resolved meanwhile", async () => {
    const ctx = await budgetsCtx(runtime);
    const { id } = await add(ctx);
    const mutedUntil = new Date(Date.parse(START) + 10 * 60_000).toISOString();
    await addRule(ctx, { name: "muted", webhookIds: [id], mutedUntil });
    await fire(ctx);
    await deliver();
    expect(received).toEqual([]);
    at(11);
    await evaluateAlerts(ctx);
    await deliver();
    expect(messages()).toMatchObject([{ type: "alert.fired", alerts: [{ ruleName: "muted" }] }]);
    at(12);
    await evaluateAlerts(ctx);
    await deliver();
    expect(received).toHaveLength(1);
  });

  it("learn that an alert they were told of ended with its rule", async () => {
    const ctx = await budgetsCtx(runtime);
    const { id } = await add(ctx);
    const rule = await addRule(ctx, { webhookIds: [id] });
    await fire(ctx);
    await deleteAlertRule(ctx, rule.id);
    await deliver();
    expect(
      messages()
        .map(({ type }) => type)
        .sort(),
    ).toEqual(["alert.fired", "alert.resolved"]);
  });

  it("are sent nothing any more once they are switched off or deleted", async () => {
    const ctx = await budgetsCtx(runtime);
    const { id } = await add(ctx);
    await addRule(ctx, { webhookIds: [id] });
    await fire(ctx);
    await updateWebhook(ctx, id, { isEnabled: false });
    await deliver();
    expect(received).toEqual([]);
    expect(await deliveries(ctx)).toMatchObject([
      { status: "failed", attempts: [{ error: expect.stringContaining("switched off") }] },
    ]);
  });

  it("show their secret once, keep it encrypted, and sign with the old one too for a while after a change", async () => {
    const ctx = await budgetsCtx(runtime);
    const { id, secret, secretHint } = await add(ctx);
    expect(secret).toMatch(/^whsec_[\w-]{32}$/);
    expect(secretHint).toBe(secret.slice(-4));
    const stored = await database.db.webhook.findFirstOrThrow({ where: { id } });
    const listed = await listWebhooks(ctx, ListWebhooksQuery.parse({}));
    const audit = await auditOf(ctx, id);
    for (const text of [stored, listed, audit].map((one) => JSON.stringify(one))) expect(text).not.toContain(secret);
    const rotated = await rotateWebhookSecret(ctx, id, { overlapHours: 1 });
    await tryWebhook(ctx, id, () => 0.5);
    const both = String(received[0]!.headers["x-gym-signature"]);
    expect(both).toContain(`v1=${signatureOf(rotated.secret, received[0]!)},v1=${signatureOf(secret, received[0]!)}`);
    at(61);
    await tryWebhook(ctx, id, () => 0.5);
    expect(String(received[1]!.headers["x-gym-signature"])).toMatch(
      new RegExp(`^t=\\d+,v1=${signatureOf(rotated.secret, received[1]!)}$`),
    );
  });

  it("are deleted and restored with their secret, each with an audit row", async () => {
    const ctx = await budgetsCtx(runtime);
    const { id, secret } = await add(ctx);
    await deleteWebhook(ctx, id);
    expect((await listWebhooks(ctx, ListWebhooksQuery.parse({}))).items).toEqual([]);
    await expect(updateWebhook(ctx, id, { name: "x" })).rejects.toMatchObject({ code: "conflict" });
    await restoreWebhook(ctx, id);
    await tryWebhook(ctx, id, () => 0.5);
    expect(String(received[0]!.headers["x-gym-signature"])).toContain(signatureOf(secret, received[0]!));
    expect((await auditOf(ctx, id)).map(({ action }) => action).sort()).toEqual([
      "webhook.create",
      "webhook.delete",
      "webhook.restore",
    ]);
  });

  describe("refuse", () => {
    it.each([
      "",
      "hooks.example.com",
      "ftp://example.com",
      "javascript:alert(1)",
      "http://user:secret@example.com",
      "http://",
    ])("%j as an address", (address) => {
      expect(CreateWebhookInput.safeParse({ name: "Hook", url: address }).success).toBe(false);
    });

    it("whoever is no admin, and lets everyone look", async () => {
      const ctx = await budgetsCtx(runtime);
      const { id } = await add(ctx);
      const member = ctxOf(runtime, ctx, "member");
      const viewer = ctxOf(runtime, ctx, "viewer");
      const forbidden = { code: "forbidden" };
      await expect(add(member)).rejects.toMatchObject(forbidden);
      await expect(updateWebhook(member, id, { url })).rejects.toMatchObject(forbidden);
      await expect(rotateWebhookSecret(member, id, { overlapHours: 0 })).rejects.toMatchObject(forbidden);
      await expect(deleteWebhook(member, id)).rejects.toMatchObject(forbidden);
      await expect(restoreWebhook(member, id)).rejects.toMatchObject(forbidden);
      await expect(tryWebhook(viewer, id, () => 0.5)).rejects.toMatchObject(forbidden);
      expect((await listWebhooks(viewer, ListWebhooksQuery.parse({}))).items).toHaveLength(1);
      expect(await deliveries(viewer)).toEqual([]);
    });

    it("another organization's webhook as one that does not exist, in rules as well", async () => {
      const owner = await budgetsCtx(runtime);
      const { id } = await add(owner);
      await tryWebhook(owner, id, () => 0.5);
      const ctx = await budgetsCtx(runtime);
      const missing = { code: "not_found" };
      for (const unknown of [id, "x"]) {
        await expect(updateWebhook(ctx, unknown, {})).rejects.toMatchObject(missing);
        await expect(rotateWebhookSecret(ctx, unknown, { overlapHours: 0 })).rejects.toMatchObject(missing);
        await expect(deleteWebhook(ctx, unknown)).rejects.toMatchObject(missing);
        await expect(tryWebhook(ctx, unknown, () => 0.5)).rejects.toMatchObject(missing);
      }
      await expect(addRule(ctx, { webhookIds: [id] })).rejects.toMatchObject({ ...missing, field: "webhookIds" });
      const rule = await addRule(ctx);
      await expect(updateAlertRule(ctx, rule.id, { webhookIds: [id] })).rejects.toMatchObject(missing);
      expect(await deliveries(ctx)).toEqual([]);
    });
  });
});
