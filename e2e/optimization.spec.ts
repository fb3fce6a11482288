import { readFileSync } from "node:fs";
import { expect, test, type APIRequestContext, type Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import type { OptimizationRun } from "@/lib/optimization/schemas";
import type { ConfigurationVersion, Task } from "@/lib/registry/schemas";
import { callApi } from "./support/call-api";
import { openPage } from "./support/open-page";
import { importCsv, train } from "./support/train";

// A worker that begins again after a failure makes its own.
const TASK = `optimized_tickets_${process.pid}`;
const EMPTY_TASK = `untested_answers_${process.pid}`;
/** Tickets that no model learns from. */
const KEPT_APART = 200;

const TYPES = ["Cost reduction", "Performance", "Quality improvement", "Model tuning"] as const;

type Ticket = { text: string; category: string };

const csvOf = (rows: readonly Ticket[]): string =>
  ["text,category", ...rows.map(({ text, category }) => `"${text.replaceAll('"', '""')}",${category}`)].join("\n");

test.beforeAll(async ({ playwright, baseURL }, { project }) => {
  test.setTimeout(150_000);
  const request = await playwright.request.newContext({ baseURL, storageState: project.use.storageState });
  const rows = parse<Ticket>(readFileSync("lib/demo-data/tickets.csv", "utf8"), {
    columns: true,
  });
  const base = { kind: "classification", category: "language" };
  await callApi<Task>(request, "/tasks", { body: { slug: TASK, name: `Optimized tickets ${process.pid}`, ...base } });
  await callApi<Task>(request, "/tasks", {
    body: { slug: EMPTY_TASK, name: `Untested answers ${process.pid}`, ...base },
  });
  await importCsv(request, TASK, csvOf(rows.slice(KEPT_APART)), "Learnt tickets");
  await train(request, TASK, ["nb", "tfidf", "council"]);
  // The newest labelled examples are the tests of the task; no model learns from these.
  await importCsv(request, TASK, csvOf(rows.slice(0, KEPT_APART)), "Kept apart");
  await pin(request, "local/council");
  await request.dispose();
});

async function pin(request: APIRequestContext, model: string): Promise<void> {
  const { configuration } = await inForce(request);
  await callApi(request, `/config/${TASK}`, {
    method: "PUT",
    body: { configuration: { ...configuration, model, cascade: null } },
  });
}

const inForce = (request: APIRequestContext) => callApi<ConfigurationVersion>(request, `/config/${TASK}`);

async function optimize(page: Page, type: (typeof TYPES)[number]): Promise<void> {
  await page.getByRole("combobox", { name: "Goal" }).selectOption(type);
  await page.getByRole("button", { name: "Optimize", exact: true }).click();
  const run = page.getByLabel(`${type} of ${TASK}`).first();
  await expect(run.getByText(/A better configuration was found|No improvement found/).first()).toBeVisible({
    timeout: 90_000,
  });
}

for (const type of TYPES) {
  test(`${type}: one click finds something or says that there is nothing, and what is applied is undone to the byte`, async ({
    page,
    request,
  }) => {
    test.setTimeout(150_000);
    await pin(request, type === "Quality improvement" ? "local/nb" : "local/council");
    const before = await inForce(request);
    await openPage(page, `/optimization?task=${TASK}`, "AI optimization");
    await optimize(page, type);
    const run = page.getByLabel(`${type} of ${TASK}`).first();
    const [newest] = await callApi<OptimizationRun[]>(request, "/optimizations", { query: { task: TASK, limit: "1" } });
    expect(newest).toMatchObject({ status: "succeeded" });
    if (newest!.result!.outcome === "no_improvement") {
      await expect(run.getByRole("button", { name: "Apply" })).toHaveCount(0);
      return;
    }
    await expect(run.getByRole("region", { name: "Before and after" })).toContainText("better");
    await run.getByRole("button", { name: "Apply" }).click();
    await expect(run.getByRole("button", { name: "Undo" })).toBeVisible();
    expect((await inForce(request)).configuration).toEqual(newest!.result!.configuration);
    await run.getByRole("button", { name: "Undo" }).click();
    await expect(run.getByRole("button", { name: "Apply" })).toBeVisible();
    expect(JSON.stringify((await inForce(request)).configuration)).toBe(JSON.stringify(before.configuration));
  });
}

test("a preview says what would be tried and changes nothing; a task without tests says what is missing", async ({
  page,
  request,
}) => {
  await openPage(page, `/optimization?task=${TASK}`, "AI optimization");
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByText(/requests a day/)).toBeVisible();
  await expect(page.getByText(/to try$/)).toBeVisible();
  await page.getByRole("combobox", { name: "Task" }).selectOption(EMPTY_TASK);
  await page.getByRole("button", { name: "Optimize", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "cannot be optimized yet" })).toBeVisible();
  expect(await callApi<OptimizationRun[]>(request, "/optimizations", { query: { task: EMPTY_TASK } })).toEqual([]);
});

test("every tab has its own address, and the certificate shows single prompts", async ({ page, request }) => {
  test.setTimeout(120_000);
  for (const [tab, shows] of [
    ["benchmark", /Requests of the last 30 days/],
    ["config", /is in force/],
    ["recommendations", /Nothing to propose|Verify by/],
    ["savings", /Held back after a change of/],
  ] as const) {
    await openPage(page, `/optimization?task=${TASK}&tab=${tab}`, "AI optimization");
    await expect(page.getByText(shows).first()).toBeVisible();
  }
  const { id } = await callApi<OptimizationRun>(request, "/optimizations", {
    body: { task: TASK, type: "performance" },
  });
  const status = async () => (await callApi<OptimizationRun>(request, `/optimizations/${id}`)).status;
  await expect.poll(status, { timeout: 60_000 }).toBe("succeeded");
  await page.goto(`/optimization/${id}`);
  await expect(page.getByRole("heading", { name: "Evidence" })).toBeVisible();
  await expect(page.getByText("Data hash")).toBeVisible();
});

test("what is found can be tried on a tenth first, what it saves is entered, and the share is changed and taken back", async ({
  page,
  request,
}) => {
  test.setTimeout(150_000);
  // What is better does not depend on the machine, as what is faster does: naive Bayes misses what the council knows.
  await pin(request, "local/nb");
  await openPage(page, `/optimization?task=${TASK}`, "AI optimization");
  await optimize(page, "Quality improvement");
  const run = page.getByLabel(`Quality improvement of ${TASK}`).first();
  // An earlier run's result may stand on the page while this one is still under way.
  const outcome = async () => {
    const [newest] = await callApi<OptimizationRun[]>(request, "/optimizations", { query: { task: TASK, limit: "1" } });
    return newest?.result?.outcome ?? null;
  };
  await expect.poll(outcome, { timeout: 60_000 }).toBe("improved");
  await run.getByRole("button", { name: "Try on 10 % first" }).click();
  await expect(run.getByText(/for 10 % of the requests/)).toBeVisible();
  await run.getByRole("button", { name: "Let it serve the rest" }).click();
  await expect(run.getByRole("button", { name: "Let it serve the rest" })).toHaveCount(0);
  await page.getByRole("tab", { name: "Savings" }).click();
  await expect(page.getByLabel(`Savings of ${TASK}`).first()).toContainText("5 % of the requests are served as before");
  const share = page.getByRole("combobox", { name: "Share that is served as before" });
  await share.selectOption("3 %");
  await expect(page.getByLabel(`Savings of ${TASK}`).first()).toContainText("3 % of the requests");
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(share).toHaveValue("automatic");
  await page.getByRole("tab", { name: "Optimize" }).click();
  await run.getByRole("button", { name: "Undo" }).click();
  await expect(run.getByRole("button", { name: "Apply" })).toBeVisible();
});
