import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { expect, test, type APIRequestContext } from "@playwright/test";
import type { Model } from "@/lib/registry/schemas";
import { callApi } from "./support/call-api";
import { openPage } from "./support/open-page";

type Received = { headers: IncomingMessage["headers"]; body: string };
type Message = { type: string; alerts: { ruleName: string; summary: string }[] };

const TASK = "alerted_task";
/** The only private address that scripts/e2e-server.mjs lets webhooks reach. */
const RECEIVER_PORT = Number(process.env.E2E_PORT || 3210) + 2;
/** Rules are judged every 15 seconds, and messages sent every 5. */
const SOON = { timeout: 60_000 };

async function startReceiver() {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(204).end();
    });
  });
  server.listen(RECEIVER_PORT, "127.0.0.1");
  await once(server, "listening");
  const ofType = (type: string) => received.filter(({ body }) => (JSON.parse(body) as Message).type === type);
  return { ofType, close: () => server.close() };
}

/** As a receiver checks it. */
function isSigned({ headers, body }: Received, secret: string): boolean {
  const [, time, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["x-gym-signature"])) ?? [];
  const expected = createHmac("sha256", secret).update(`${time}.${body}`).digest("hex");
  return signature === expected && Math.abs(Date.now() / 1_000 - Number(time)) < 300;
}

const run = (request: APIRequestContext, model: string) =>
  request.post("/api/v1/run", { data: { task: TASK, input: "Hello", model } });

test("a rule fires on failing executions, tells a webhook with a signature, and resolves when they succeed", async ({
  page,
  request,
}) => {
  test.setTimeout(240_000);
  const receiver = await startReceiver();
  await callApi(request, "/tasks", { body: { slug: TASK, name: "Alerted task" } });
  const failing = await callApi<Model>(request, "/models", {
    body: { provider: "simulator", upstreamId: "sim-instant:error:alerts" },
  });

  await openPage(page, "/alerts", "Alerts");
  await expect(page.getByText("Nothing is firing")).toBeVisible();
  await openPage(page, "/alerts/webhooks", "Webhooks");
  await page.getByRole("button", { name: "Add webhook" }).first().click();
  const adding = page.getByRole("dialog", { name: "Add a webhook" });
  await adding.getByLabel("Name").fill("Pager");
  await adding.getByLabel("Address").fill(`http://127.0.0.1:${RECEIVER_PORT}/alerts`);
  await adding.getByRole("button", { name: "Add webhook" }).click();
  const shown = page.getByRole("dialog", { name: "Pager is ready" });
  const secret = await shown.getByLabel("Signing secret", { exact: true }).innerText();
  await shown.getByRole("button", { name: "I have copied it" }).click();
  await page.getByRole("button", { name: "Send a test to Pager" }).click();
  await expect(page.getByText(/Pager took the test in/)).toBeVisible();
  expect(isSigned(receiver.ofType("webhook.test")[0]!, secret)).toBe(true);
  await expect(page.getByRole("row", { name: /webhook\.test/ })).toContainText("Delivered");

  await openPage(page, "/alerts/rules", "Alert rules");
  await page.getByRole("button", { name: "Create rule" }).first().click();
  const form = page.getByRole("dialog", { name: "Create an alert rule" });
  await form.getByLabel("Name").fill("Half of it fails");
  await form.getByLabel("Of", { exact: true }).selectOption("task");
  await form.getByLabel("One task").selectOption(TASK);
  await form.getByLabel("Threshold (%)").fill("50");
  await form.getByLabel("At least so many measurements").fill("5");
  await form.getByLabel("Pager").check();
  await expect(form.getByText("Would not have fired in the last 14 days")).toBeVisible();
  await form.getByRole("button", { name: "Create rule" }).click();
  await expect(page.getByRole("row", { name: /Half of it fails/ })).toContainText("Error rate above 50% over 1 hour");

  for (let call = 0; call < 6; call++) expect((await run(request, failing.slug)).ok()).toBe(false);
  await expect.poll(() => receiver.ofType("alert.fired").length, SOON).toBe(1);
  const [fired] = receiver.ofType("alert.fired") as [Received];
  expect(isSigned(fired, secret)).toBe(true);
  expect((JSON.parse(fired.body) as Message).alerts).toMatchObject([
    // A matcher stands for the text, which its type does not say.
    { ruleName: "Half of it fails", summary: expect.stringContaining("100 %") as unknown as string },
  ]);
  await openPage(page, "/alerts", "Alerts");
  await page.getByRole("button", { name: "Acknowledge Half of it fails" }).click();
  await expect(page.getByRole("row", { name: /Half of it fails/ })).toContainText("by Olga Owner");

  for (let call = 0; call < 8; call++) expect((await run(request, "simulator/sim-instant")).ok()).toBe(true);
  await expect.poll(() => receiver.ofType("alert.resolved").length, SOON).toBe(1);
  expect(isSigned(receiver.ofType("alert.resolved")[0]!, secret)).toBe(true);
  await openPage(page, "/alerts", "Alerts");
  await expect(page.getByRole("row", { name: /Half of it fails/ })).toContainText("recovered");
  expect(receiver.ofType("alert.fired")).toHaveLength(1);

  await callApi(request, `/models/${failing.slug}`, { method: "DELETE" });
  receiver.close();
});
