import { expect, test } from "@playwright/test";
import type { BenchmarkRun, BenchmarkRunDetail, SuiteSummary } from "@/lib/benchmarks/schemas";
import { callApi } from "./support/call-api";
import { openPage } from "./support/open-page";

const NAME = "Journey sums";

const tests = Array.from({ length: 60 }, (_, index) => ({
  id: `sum-${index}`,
  prompt: `What is ${index} + 1? Answer: …`,
  check: { kind: "numeric", expected: index + 1 },
}));

test.beforeAll(async ({ playwright, baseURL }, { project }) => {
  const request = await playwright.request.newContext({ baseURL, storageState: project.use.storageState });
  await callApi<SuiteSummary>(request, "/benchmarks/suites", { body: { name: NAME, tests } });
  await request.dispose();
});

test.afterAll(async ({ playwright, baseURL }, { project }) => {
  const request = await playwright.request.newContext({ baseURL, storageState: project.use.storageState });
  for (const { status, id } of await callApi<BenchmarkRun[]>(request, "/benchmarks/runs")) {
    if (status === "queued" || status === "running") {
      await callApi(request, `/benchmarks/runs/${id}/cancel`, { method: "POST" });
    }
  }
  for (const { name, id } of await callApi<SuiteSummary[]>(request, "/benchmarks/suites")) {
    if (name === NAME) await callApi(request, `/benchmarks/suites/${id}`, { method: "DELETE" });
  }
  await request.dispose();
});

test("a benchmark is begun, followed and cancelled in the middle, and keeps what was answered", async ({ page }) => {
  test.setTimeout(120_000);
  await openPage(page, "/benchmarks", "Benchmarks");
  const suites = page.getByRole("group", { name: "Suites" });
  for (const name of ["Coding", "Math", "Research", "Language", "Empathy", "General"]) {
    await suites.getByLabel(name, { exact: true }).uncheck();
  }
  await page.getByRole("button", { name: "Run benchmark" }).click();
  await expect(page.getByText("Choose at least one suite")).toBeVisible();
  await suites.getByLabel(NAME, { exact: true }).check();
  const models = page.getByRole("group", { name: "Models" });
  await models.getByLabel("simulator/sim-smart", { exact: true }).check();
  await models.getByLabel("simulator/sim-fast", { exact: true }).check();
  await page.getByRole("button", { name: "Run benchmark" }).click();
  await page.getByRole("link", { name: "See the results so far" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Benchmark run" })).toBeVisible();
  const board = page.getByRole("table", { name: "Leaderboard" });
  await expect(board.getByRole("row").filter({ hasText: "simulator/sim-fast" })).toBeVisible();
  const id = page.url().split("/").at(-1)!;
  await expect
    .poll(
      async () => {
        const run = await callApi<BenchmarkRunDetail>(page.request, `/benchmarks/runs/${id}`);
        return run.leaderboards[0]?.rows.reduce((sum, { answeredCount }) => sum + answeredCount, 0) ?? 0;
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThan(10);
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(page.getByText("Partial: what was answered before the run was cancelled is kept")).toBeVisible();

  const run = await callApi<BenchmarkRunDetail>(page.request, `/benchmarks/runs/${id}`);
  expect(run).toMatchObject({ status: "cancelled", isPartial: true });
  const answered = run.leaderboards[0]!.rows.reduce((sum, { answeredCount }) => sum + answeredCount, 0);
  expect(answered).toBeGreaterThan(10);
  expect(answered).toBeLessThan(2 * tests.length);
  await expect(page.getByText(/on \d+ tests that both answered|no test yet that both/u)).toBeVisible();
  await openPage(page, "/benchmarks", "Benchmarks");
  const row = page.getByRole("table", { name: "Benchmark runs" }).getByRole("row").nth(1);
  await expect(row).toContainText("Cancelled");
  await expect(row).toContainText("Partial");
});

test("a suite is deleted and brought back", async ({ page }) => {
  await openPage(page, "/benchmarks", "Benchmarks");
  const suite = page.getByRole("table", { name: "Suites" }).getByRole("row").filter({ hasText: NAME });
  await suite.getByRole("button", { name: "Delete" }).click();
  await expect(suite).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(suite).toHaveCount(1);
});

test("a suite is written, changed and told apart by its version", async ({ page }) => {
  const name = "Journey words";
  await openPage(page, "/benchmarks", "Benchmarks");
  await page.getByRole("button", { name: "Write a suite" }).click();
  const dialog = page.getByRole("dialog", { name: "Write a suite" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Tests").fill('{"prompt": "The opposite of big?", "expected": "small"}\nnot a test');
  await dialog.getByRole("button", { name: "Save the suite" }).click();
  await expect(dialog.getByText(/^Line 2: it is not JSON/)).toBeVisible();
  await dialog.getByLabel("Tests").fill('{"prompt": "The opposite of big?", "expected": "small"}');
  await dialog.getByRole("button", { name: "Save the suite" }).click();
  const row = page.getByRole("table", { name: "Suites" }).getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("written here");

  await row.getByRole("button", { name: "Edit" }).click();
  const change = page.getByRole("dialog", { name: "Change the suite" });
  await expect(change.getByLabel("Tests")).toHaveValue(/opposite of big/);
  await change.getByLabel("Tests").press("End");
  await change.getByLabel("Tests").press("Control+End");
  await change.getByLabel("Tests").pressSequentially('\n{"prompt": "2 + 2?", "expected": 4}');
  await change.getByRole("button", { name: "Save as a new version" }).click();
  await expect(row).toContainText("written here, v2");
  await row.getByRole("button", { name: "Delete" }).click();
  await expect(row).toHaveCount(0);
});

test("the schedule is set and taken back", async ({ page }) => {
  await openPage(page, "/benchmarks", "Benchmarks");
  const every = page.getByRole("combobox", { name: "Every" });
  await every.selectOption("6 hours");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(every).toHaveValue("");
});
