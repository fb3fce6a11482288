import { expect, test } from "@playwright/test";
import type { CreatedApiKey } from "@/lib/auth/schemas";
import { callApi, createKey } from "./support/call-api";
import { openPage } from "./support/open-page";

const CHAT = { model: "simulator/sim-instant", messages: [{ role: "user", content: "Is this key good?" }] };

/** The status with which the gateway answers a program that holds this key. */
async function statusOf(baseURL: string | undefined, key: string, path: string, body?: unknown): Promise<number> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const call = body === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(body) };
  return (await fetch(`${baseURL}${path}`, call)).status;
}

test("a key made in the settings works until it is revoked there, and at most five seconds longer", async ({
  page,
  baseURL,
}) => {
  await openPage(page, "/settings/keys", "API keys");
  await page.getByRole("button", { name: "Create key" }).click();
  const form = page.getByRole("dialog", { name: "Create an API key" });
  await form.getByRole("button", { name: "Create key" }).click();
  await expect(form.getByText("Say what the key is for")).toBeVisible();

  await form.getByLabel("Name").fill("website chat");
  await form.getByRole("button", { name: "Create key" }).click();
  const shown = page.getByRole("dialog", { name: "Key “website chat” is ready" });
  const key = await shown.getByLabel("API key", { exact: true }).innerText();
  await shown.getByRole("button", { name: "I have copied it" }).click();
  await expect(page.getByText(key)).toHaveCount(0);
  expect(await statusOf(baseURL, key, "/v1/chat/completions", CHAT)).toBe(200);

  await page.getByRole("button", { name: "Revoke website chat" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByText("Key “website chat” is revoked")).toBeVisible();
  await expect.poll(() => statusOf(baseURL, key, "/v1/chat/completions", CHAT), { timeout: 5_000 }).toBe(401);
  expect(await statusOf(baseURL, key, "/api/v1/me")).toBe(401);

  await expect(page.getByRole("row", { name: /website chat/ })).toHaveCount(0);
  await page.getByRole("combobox", { name: "Keys" }).selectOption("Expired or revoked");
  await expect(page.getByRole("row", { name: /website chat/ })).toContainText("revoked");
});

test("an expired key is refused and listed as expired", async ({ page, request, baseURL }) => {
  const expiresAt = new Date(Date.now() + 2_000).toISOString();
  const body = { name: "short visit", scopes: ["read", "run"], expiresAt };
  const { key } = await callApi<CreatedApiKey>(request, "/keys", { body });
  await expect.poll(() => statusOf(baseURL, key, "/v1/chat/completions", CHAT)).toBe(401);
  await openPage(page, "/settings/keys?status=ended", "API keys");
  await expect(page.getByRole("row", { name: /short visit/ })).toContainText("expired");
});

test("a key that may only read can look, but calls no model and changes nothing", async ({ request, baseURL }) => {
  const key = await createKey(request, "reports", ["read"]);
  expect(await statusOf(baseURL, key, "/v1/models")).toBe(200);
  expect(await statusOf(baseURL, key, "/api/v1/executions")).toBe(200);
  expect(await statusOf(baseURL, key, "/v1/chat/completions", CHAT)).toBe(403);
  expect(await statusOf(baseURL, key, "/api/v1/run", { task: "general_chat", input: "hello" })).toBe(403);
  expect(await statusOf(baseURL, key, "/api/v1/tasks", { slug: "mine", name: "Mine" })).toBe(403);
  expect(await statusOf(baseURL, key, "/api/v1/keys", { name: "more", scopes: ["read"] })).toBe(403);
});
