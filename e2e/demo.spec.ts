import { expect, test } from "@playwright/test";
import type { Task } from "@/lib/registry/schemas";
import type { Dataset } from "@/lib/training/schemas";
import { callApi, listExecutions } from "./support/call-api";
import { openPage } from "./support/open-page";

const DEMO = "demo_tickets";

test("one click brings the demo, one takes all of it away and nothing else", async ({ page, request }) => {
  test.setTimeout(180_000);
  await callApi(request, "/run", { body: { task: "general_chat", input: "A request of ours" } });
  const idsOfOthers = async () => {
    const executions = await listExecutions(request, { task: "general_chat" });
    return executions.map(({ id }) => id);
  };
  await expect
    .poll(async () => (await listExecutions(request, { task: "general_chat" }))[0]?.inputPreview)
    .toBe("A request of ours");
  const others = await idsOfOthers();

  await openPage(page, "/settings/demo", "Demo");
  await page.getByRole("button", { name: "Load the demo" }).click();
  await expect(page.getByRole("progressbar", { name: "Loading the demo" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Remove the demo" })).toBeVisible({ timeout: 120_000 });
  expect((await request.post("/api/v1/demo")).status()).toBe(409);

  await openPage(page, "/", "Overview");
  await expect(page.getByRole("row", { name: /demo_tickets/ })).toContainText("240");
  await expect(page.getByRole("row", { name: /local\// }).first()).toBeVisible();
  await expect(page.getByRole("heading", { name: "Success rate" })).toBeVisible();

  await openPage(page, "/settings/demo", "Demo");
  await page.getByRole("button", { name: "Remove the demo" }).click();
  await page.getByRole("dialog", { name: "Remove the demo?" }).getByRole("button", { name: "Remove the demo" }).click();
  await expect(page.getByText("The demo is removed")).toBeVisible();
  await expect(page.getByRole("button", { name: "Load the demo" })).toBeVisible();

  expect(await listExecutions(request, { task: DEMO })).toEqual([]);
  const datasets = await callApi<Dataset[]>(request, "/training/datasets");
  expect(datasets.filter(({ source }) => source === "demo")).toEqual([]);
  const tasks = await callApi<Task[]>(request, "/tasks");
  expect(tasks.map(({ slug }) => slug)).not.toContain(DEMO);
  expect(await idsOfOthers()).toEqual(others);
  await openPage(page, "/", "Overview");
  await expect(page.getByRole("row", { name: /general_chat/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /demo_tickets/ })).toHaveCount(0);
  await openPage(page, `/tasks/${DEMO}`, "There is nothing at this address");
});
