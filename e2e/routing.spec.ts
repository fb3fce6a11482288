import { expect, test } from "@playwright/test";
import type { ReplaySet } from "@/lib/providers/schemas";
import type { Task } from "@/lib/registry/schemas";
import type { RoutingPolicy } from "@/lib/routing/schemas";
import { callApi } from "./support/call-api";
import { openPage } from "./support/open-page";

const TASK = "routed_sums";
const ROWS = 40;

/** The large model is always right, the small one every other time and for a tenth of the price. */
const RECORDING = Array.from({ length: ROWS }, (_, index) => {
  const prompt = `What is ${index} plus ${index + 1}?`;
  const answer = String(2 * index + 1);
  const isEven = index % 2 === 0;
  return JSON.stringify({
    prompt,
    task: TASK,
    answers: { small: isEven ? answer : "0", large: answer },
    scores: { small: isEven ? 1 : 0, large: 1 },
    cost: { small: 0.0001, large: 0.001 },
  });
}).join("\n");

test.beforeAll(async ({ playwright, baseURL }, { project }) => {
  const request = await playwright.request.newContext({ baseURL, storageState: project.use.storageState });
  const body = { slug: TASK, name: "Routed sums", kind: "generation", category: "language" };
  await callApi<Task>(request, "/tasks", { body });
  await request.dispose();
});

// Else the router would try the recorded models in the other journeys too.
test.afterAll(async ({ playwright, baseURL }, { project }) => {
  const request = await playwright.request.newContext({ baseURL, storageState: project.use.storageState });
  for (const { id } of await callApi<RoutingPolicy[]>(request, "/routing/policies", { query: { task: TASK } })) {
    await callApi(request, `/routing/policies/${id}/deactivate`, { method: "POST" });
  }
  const recordings = await callApi<ReplaySet[]>(request, "/replays");
  for (const { id, models } of recordings.filter(({ tasks }) => tasks.includes(TASK))) {
    await callApi(request, `/replays/${id}`, { method: "DELETE" });
    for (const model of models) await callApi(request, `/models/${model}`, { method: "DELETE" });
  }
  await request.dispose();
});

test("a recording is imported, a policy learnt from it, put in force, taken out and brought back", async ({ page }) => {
  test.setTimeout(150_000);
  await openPage(page, "/routing", "Routing");
  await page.getByRole("button", { name: "Import a recording" }).first().click();
  const importing = page.getByRole("dialog", { name: "Import a recording" });
  await importing.getByRole("button", { name: "Import", exact: true }).click();
  await expect(importing.getByText("Choose a file first")).toBeVisible();
  const file = {
    name: "sums.jsonl",
    mimeType: "application/octet-stream",
    buffer: Buffer.from(`${RECORDING}\nbroken\n`),
  };
  await importing.locator("input[type=file]").setInputFiles(file);
  await expect(importing.getByRole("textbox", { name: "Name" })).toHaveValue("sums");
  await importing.getByRole("button", { name: "Import", exact: true }).click();
  await expect(importing).toBeHidden();
  const recording = page.getByRole("table", { name: "Recordings" }).getByRole("row").filter({ hasText: TASK });
  await expect(recording.getByRole("cell").nth(1)).toContainText(String(ROWS));
  await expect(recording.getByRole("cell").nth(4)).toContainText("1");

  await page.getByRole("button", { name: "Learn a policy" }).click();
  const learning = page.getByRole("dialog", { name: "Learn a policy" });
  await learning.getByRole("group", { name: "Tasks to route" }).getByLabel("Routed sums").click();
  await learning.getByRole("group", { name: "Recordings to learn from" }).getByLabel("sums").click();
  await learning.getByRole("combobox", { name: "Put it in force" }).selectOption("Always");
  await learning.getByRole("button", { name: "Start learning" }).click();
  await expect(learning).toBeHidden();

  const policy = page.getByRole("table", { name: "Policies" }).getByRole("row").filter({ hasText: TASK });
  const deactivate = policy.getByRole("button", { name: "Deactivate" });
  await expect(deactivate).toBeVisible({ timeout: 90_000 });
  await expect(policy).toContainText("Finished");
  await deactivate.click();
  await expect(policy.getByRole("button", { name: "Activate", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(deactivate).toBeVisible();
});

test("a request is seen as it is decided, with its reason, and opens the whole explanation", async ({
  page,
  request,
}) => {
  await openPage(page, "/routing", "Routing");
  const decisions = page.getByRole("table", { name: "Live decisions" });
  const input = `Decide this live ${Date.now()}`;
  await callApi(request, "/run", { body: { task: "email_writing", input } });
  const row = decisions.getByRole("row").filter({ hasText: input });
  await expect(row).toBeVisible();
  await expect(row).toContainText("email_writing");
  await row.getByRole("button", { name: input }).click();
  await expect(page.getByRole("dialog", { name: "Execution" }).getByText(/chosen with probability/)).toBeVisible();
});
