import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { expect, test } from "@playwright/test";
import { formatCount, formatUsd } from "@/lib/client/format";
import type { Comparison, CostReport } from "@/lib/executions/schemas";
import { callApi } from "./support/call-api";
import { fillInstallation } from "./support/fill-installation";
import { openPage } from "./support/open-page";

const TASK = "ticket_classification";

test.beforeAll(async ({ playwright, baseURL }, { project }) => {
  const request = await playwright.request.newContext({ baseURL, storageState: project.use.storageState });
  await fillInstallation(request);
  await request.dispose();
});

for (const by of ["model", "task", "user", "key"] as const) {
  test(`costs by ${by} are those of the API, row by row`, async ({ page, request }) => {
    const report = await callApi<CostReport>(request, "/costs", { query: { by, period: "month" } });
    await openPage(page, `/costs?by=${by}&range=30d`, "Costs");
    const rows = page
      .getByRole("table", { name: /^Costs by/ })
      .locator("tbody")
      .getByRole("row");
    await expect(rows).toHaveCount(report.rows.length);
    const first = report.rows[0];
    await expect(rows.first()).toContainText(formatCount(first?.count));
    if (first && first.unpricedCount < first.count) await expect(rows.first()).toContainText(formatUsd(first.costUsd));
    const spent = page.locator("section").filter({ has: page.getByRole("heading", { name: "Spent" }) });
    await expect(spent).toContainText(formatUsd(report.total.costUsd));
  });
}

test("the exported file holds the rows of the page, to the last digit", async ({ page, request }) => {
  const { rows } = await callApi<CostReport>(request, "/costs", { query: { by: "task", period: "month" } });
  await openPage(page, "/costs?by=task&range=30d", "Costs");
  const exportAs = async (format: RegExp) => {
    await page.getByRole("button", { name: "Export" }).click();
    const downloading = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: format }).click();
    return readFileSync(await (await downloading).path(), "utf8");
  };
  const csv = parse<Record<string, string>>(await exportAs(/^CSV/), { columns: true, bom: true });
  expect(csv.map(({ task, count }) => [task, Number(count)])).toEqual(rows.map(({ value, count }) => [value, count]));
  expect(csv.map(({ costUsd }) => Number(costUsd))).toEqual(rows.map(({ costUsd }) => costUsd));
  const json = JSON.parse(await exportAs(/^JSON ?one/)) as { task: string }[];
  expect(json.map(({ task }) => task)).toEqual(rows.map(({ value }) => value));
});

test("a call is counted under its tags, and under no others", async ({ page, request }) => {
  await callApi(request, "/run", { body: { task: TASK, input: "Tagged", tags: { team: "growth", stage: "test" } } });
  const byTag = (tag: string) => callApi<CostReport>(request, "/costs", { query: { by: "tag", period: "day", tag } });
  await expect.poll(async () => (await byTag("team")).rows.length).toBe(1);
  await openPage(page, "/costs?by=tag", "Costs");
  const rows = page.getByRole("table", { name: "Costs by tag" }).locator("tbody").getByRole("row");
  await expect(rows.filter({ hasText: "stage=test" })).toHaveCount(1);
  await page.getByRole("combobox", { name: "Tags named" }).selectOption("team");
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText("team=growth");
});

test("where no saving is supported the page says why", async ({ page }) => {
  await openPage(page, "/costs/savings?range=30d", "Savings");
  await expect(page.getByText("No saving that the measurements support")).toBeVisible();
  await page.getByRole("button", { name: "Look at 90 days" }).click();
  await expect(page).toHaveURL(/range=90d/);
});

test("models that served a task stand side by side, with what was measured", async ({ page, request }) => {
  const { models } = await callApi<Comparison>(request, "/metrics/comparison", {
    query: { task: TASK, period: "month" },
  });
  await openPage(page, "/models", "Models");
  await page.getByRole("link", { name: "Compare at a task" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Compare models" })).toBeVisible();
  await page.getByRole("combobox", { name: "Task" }).selectOption(TASK);
  const table = page.getByRole("region", { name: "Models compared" });
  await expect(table.getByRole("columnheader")).toHaveCount(Math.min(4, models.length) + 1);
  const requests = table.getByRole("row").filter({ hasText: "Requests" });
  for (const { count } of models.slice(0, 4)) await expect(requests).toContainText(formatCount(count));
});
