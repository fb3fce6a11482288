import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import type { Budget } from "@/lib/budgets/schemas";
import { callApi, createKey } from "./support/call-api";
import { openPage } from "./support/open-page";

type Gym = { model: string; route: { reason: string }; downgrade?: { usualModel: string } };
type Answer = { status: number; body: { gym?: Gym; error?: { code: string; message: string } } };

const DEAR = "simulator/sim-instant";

/** Calls the gateway on behalf of a user, as a program would. */
async function ask(baseURL: string | undefined, key: string, user: string): Promise<Answer> {
  const response = await fetch(`${baseURL}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ model: DEAR, messages: [{ role: "user", content: "Where is my card?" }], user }),
  });
  return { status: response.status, body: (await response.json()) as Answer["body"] };
}

test("a budget made on the page refuses calls with 402 when it is used up, and serves them again when it is deleted", async ({
  page,
  request,
  baseURL,
}) => {
  const user = randomUUID();
  const name = `Trial ${user.slice(0, 8)}`;
  const key = await createKey(request, "budget journey", ["run"]);
  await openPage(page, "/costs/budgets", "Budgets");
  await page.getByRole("button", { name: "Create budget" }).first().click();
  const form = page.getByRole("dialog", { name: "Create a budget" });
  await form.getByRole("button", { name: "Create budget" }).click();
  await expect(form.getByText("Say what the budget is for")).toBeVisible();

  await form.getByLabel("Name").fill(name);
  await form.getByLabel("Limit, US dollars").fill("0.000001");
  await form.getByLabel("Counts").selectOption("One user");
  await form.getByRole("textbox", { name: "User" }).fill(user);
  await form.getByLabel("Period").selectOption("Every day");
  await form.getByLabel("At the limit").selectOption("Refuse calls");
  await form.getByRole("button", { name: "Create budget" }).click();
  const row = page.getByRole("row", { name: new RegExp(name) });
  await expect(row).toContainText("in limits");

  expect((await ask(baseURL, key, user)).status).toBe(200);
  const refused = await ask(baseURL, key, user);
  expect(refused.status).toBe(402);
  expect(refused.body.error).toMatchObject({ code: "budget_exceeded" });
  await expect(row).toContainText("refusing calls", { timeout: 20_000 });

  await row.getByRole("button", { name, exact: false }).first().click();
  const sheet = page.getByRole("dialog", { name });
  await expect(sheet.getByText("1 call was refused")).toBeVisible({ timeout: 20_000 });
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: `Delete ${name}` }).click();
  await expect(page.getByText(`Budget “${name}” is deleted`)).toBeVisible();
  await expect.poll(async () => (await ask(baseURL, key, user)).status).toBe(200);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).toContainText("refusing calls");
  await page.getByRole("button", { name: `Delete ${name}` }).click();
  await expect(row).toHaveCount(0);
});

test("a budget that downgrades sends calls to a cheaper model, and the answer and the page say so", async ({
  page,
  request,
  baseURL,
}) => {
  const user = randomUUID();
  const name = `Thrift ${user.slice(0, 8)}`;
  const key = await createKey(request, "downgrade journey", ["run"]);
  const input = {
    name,
    scope: "user",
    scopeRef: user,
    limitUsd: 0.00001,
    enforcement: "downgrade",
    downgradeShare: 0.5,
  };
  const { id } = await callApi<Budget>(request, "/budgets", { body: input });
  expect((await ask(baseURL, key, user)).body.gym).toMatchObject({ model: DEAR });
  const { gym } = (await ask(baseURL, key, user)).body;
  expect(gym!.downgrade).toMatchObject({ usualModel: DEAR });
  expect(gym!.model).not.toBe(DEAR);
  expect(gym!.route.reason).toContain(`of the budget “${name}” are spent`);

  // The open sheet hides the rest of the page from assistive technology, its heading as well.
  await page.goto(`/costs/budgets?budget=${id}`);
  const sheet = page.getByRole("dialog", { name });
  await expect(sheet.getByText("1 call was served by a cheaper model")).toBeVisible({ timeout: 20_000 });
  await callApi(request, `/budgets/${id}`, { method: "DELETE" });
});
