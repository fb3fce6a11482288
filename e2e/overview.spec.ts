import { expect, test, type Page } from "@playwright/test";
import { formatCount, formatPercent, formatUsd } from "@/lib/client/format";
import type { MetricsReport, Timeseries } from "@/lib/executions/schemas";
import type { ConfigurationVersion } from "@/lib/registry/schemas";
import type { Job } from "@/lib/platform/jobs/schemas";
import { callApi } from "./support/call-api";
import { fillInstallation } from "./support/fill-installation";
import { openPage } from "./support/open-page";

const TASK = "ticket_classification";

test.beforeAll(async ({ playwright, baseURL }, { project }) => {
  const request = await playwright.request.newContext({ baseURL, storageState: project.use.storageState });
  await fillInstallation(request);
  await request.dispose();
});

const card = (page: Page, label: string) =>
  page.locator("section").filter({ has: page.getByRole("link", { name: label, exact: true }) });

test("the overview shows the numbers of the API, of everything and of one task", async ({ page, request }) => {
  const report = (query: Record<string, string>) => callApi<MetricsReport>(request, "/metrics", { query });
  await expect.poll(async () => (await report({ period: "month" })).current.count).toBeGreaterThan(3);

  const queries: Record<string, string>[] = [{}, { task: TASK }];
  for (const query of queries) {
    const { current } = await report({ period: "month", ...query });
    await openPage(page, `/?${new URLSearchParams({ range: "30d", ...query })}`, "Overview");
    await expect(card(page, "Requests")).toContainText(formatCount(current.count));
    await expect(card(page, "Success rate")).toContainText(formatPercent(current.successRate));
    await expect(card(page, "Cost")).toContainText(formatUsd(current.costUsd));
  }
});

test("a chart is a table of the same numbers, per model and per task", async ({ page, request }) => {
  for (const groupBy of ["model", "task"]) {
    const { points } = await callApi<Timeseries>(request, "/metrics/timeseries", {
      query: { period: "month", groupBy },
    });
    await openPage(page, `/?range=30d&by=${groupBy}`, "Overview");
    await page.getByRole("button", { name: "Table view of Requests" }).click();
    const cells = page.getByRole("region", { name: "Requests" }).locator("tbody td:not(:first-child)");
    const texts = await cells.allInnerTexts();
    const shown = texts.reduce((sum, text) => sum + (Number(text.replaceAll(",", "")) || 0), 0);
    expect(shown).toBe(points.reduce((sum, { count }) => sum + count, 0));
    expect(shown).toBeGreaterThan(0);
  }
});

test("a change of configuration is listed and leads to its task", async ({ page, request }) => {
  const { configuration } = await callApi<ConfigurationVersion>(request, `/config/${TASK}`);
  const scoredShare = configuration.scoredShare === 0.3 ? 0.4 : 0.3;
  await callApi(request, `/config/${TASK}`, {
    method: "PUT",
    body: { configuration: { ...configuration, scoredShare }, reason: "Look closer" },
  });
  await openPage(page, "/", "Overview");
  const change = page
    .getByRole("list", { name: "Changes" })
    .getByRole("listitem")
    .filter({ hasText: "Look closer" })
    .first();
  await change.getByRole("link", { name: new RegExp(`Configuration of ${TASK}`) }).click();
  await expect(page).toHaveURL(new RegExp(`/tasks/${TASK}$`));
});

test("a model that gets no traffic needs attention until it gets some", async ({ page, request }) => {
  const model = "local/nb";
  await callApi(request, "/provider-health", { body: { model, action: "open", reason: "A look at it" } });
  await openPage(page, "/", "Overview");
  const concern = page
    .getByRole("list", { name: "Needs attention" })
    .getByRole("listitem")
    .filter({ hasText: `${model} gets no traffic` });
  await concern.getByRole("link", { name: "See its circuit" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Provider health" })).toBeVisible();
  await callApi(request, "/provider-health", { body: { model, action: "close" } });
  await openPage(page, "/", "Overview");
  await expect(page.getByText(`${model} gets no traffic`)).toHaveCount(0);
});

test("filters are kept under a name, brought back, deleted and brought back again", async ({ page }) => {
  await openPage(page, `/executions?task=${TASK}&range=7d`, "Executions");
  await page.getByRole("button", { name: "Views" }).click();
  const dialog = page.getByRole("dialog", { name: "Views" });
  await dialog.getByLabel("Save what is shown now as").fill("Tickets of the week");
  await dialog.getByRole("button", { name: "Save view" }).click();
  await expect(dialog.getByRole("listitem").filter({ hasText: "Tickets of the week" })).toContainText("shown");
  await dialog.getByLabel("Save what is shown now as").fill("Tickets of the week");
  await dialog.getByRole("button", { name: "Save view" }).click();
  await expect(dialog.getByText("You have a view named Tickets of the week for this page already")).toBeVisible();

  await openPage(page, "/executions", "Executions");
  await page.getByRole("button", { name: "Views" }).click();
  await dialog.getByRole("link", { name: "Tickets of the week" }).click();
  await expect(page).toHaveURL(/range=7d/);
  await expect(page.getByRole("combobox", { name: "Task" })).toHaveValue(TASK);

  await page.getByRole("button", { name: "Views" }).click();
  await dialog.getByRole("button", { name: "Delete Tickets of the week" }).click();
  await expect(dialog.getByText("None is saved yet")).toBeVisible();
});

test("the live tail shows a call as it comes, and only what the filters let through", async ({ page, request }) => {
  await openPage(page, "/executions?live=true&task=general_chat", "Executions");
  await expect(page.getByRole("switch", { name: "Live" })).toBeChecked();
  await callApi(request, "/run", { body: { task: TASK, input: "Not in this tail" } });
  await callApi(request, "/run", {
    body: { task: "general_chat", input: "Just came in", model: "simulator/sim-instant" },
  });
  const rows = page.getByRole("table", { name: "Live executions" }).locator("tbody").getByRole("row");
  await expect(rows.filter({ hasText: "Just came in" })).toHaveCount(1);
  await expect(rows.filter({ hasText: "Not in this tail" })).toHaveCount(0);
  await page.getByRole("switch", { name: "Live" }).click();
  await expect(page).not.toHaveURL(/live=/);
  await expect(page.getByRole("table", { name: "Executions", exact: true })).toBeVisible();
});

test("system health names what works, and every piece of background work with its outcome", async ({
  page,
  request,
}) => {
  const jobs = await callApi<Job[]>(request, "/jobs", { query: { status: "succeeded" } });
  await openPage(page, "/system", "System health");
  const checks = page.getByRole("region", { name: "Checks of this server" });
  await expect(checks.getByRole("row").filter({ hasText: "Database" })).toContainText("Healthy");
  await page.getByRole("combobox", { name: "State" }).selectOption("Succeeded");
  const rows = page.getByRole("table", { name: "Background work" }).locator("tbody").getByRole("row");
  await expect(rows).toHaveCount(Math.min(20, jobs.length));
  expect(jobs.length).toBeGreaterThan(0);
});
