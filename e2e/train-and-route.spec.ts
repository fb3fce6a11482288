import { readFileSync } from "node:fs";
import { expect, test, type Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import type { ModelVersion, Task } from "@/lib/registry/schemas";
import { callApi, listExecutions } from "./support/call-api";
import { labelledCsv } from "./support/labelled-csv";
import { openPage } from "./support/open-page";
import { importCsv } from "./support/train";

const TASK = "inbox_sorting";
const TICKETS = readFileSync("lib/demo-data/tickets.csv", "utf8");
const LABELS = new Set(parse<{ category: string }>(TICKETS, { columns: true }).map(({ category }) => category));
/** Lines of the file, the header being line 1. */
const TICKET_LINES = TICKETS.trimEnd().split("\n").length;

const BAD_ROWS = [
  { row: ",billing,neutral,low,", reason: "has no text" },
  { row: "Where is my invoice?,,neutral,low,", reason: "has no category" },
  { row: "Hello, where is it?,billing,neutral,low,", reason: "a text with commas needs quotes" },
];

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ playwright, baseURL }, { project }) => {
  const request = await playwright.request.newContext({ baseURL, storageState: project.use.storageState });
  const body = { slug: TASK, name: "Inbox sorting", kind: "classification", category: "language" };
  await callApi<Task>(request, "/tasks", { body });
  await request.dispose();
});

async function importFile(page: Page, name: string, content: string | Buffer): Promise<void> {
  const file = { name, mimeType: "text/csv", buffer: Buffer.from(content) };
  await page.getByLabel("CSV file").setInputFiles(file);
  await page.getByRole("button", { name: "Import", exact: true }).click();
}

test("a file of the wrong kind is refused with what would be right", async ({ page }) => {
  await openPage(page, `/training?task=${TASK}`, "Training");
  await expect(page.getByText("Nothing was trained yet")).toBeVisible();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByRole("alert").getByText("Choose a CSV file first")).toBeVisible();
  await importFile(page, "photo.png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0xff, 0xfe]));
  await expect(page.getByText("Save it as CSV in UTF-8")).toBeVisible();
  await importFile(page, "list.csv", "name,price\nPen,2\n");
  await expect(page.getByText("The first line must name the columns `text` and `category`")).toBeVisible();
  await importFile(page, "empty.csv", "");
  await expect(page.getByText("empty.csv is empty")).toBeVisible();
  await expect(page.getByText("No dataset yet")).toBeVisible();
});

test("tickets are imported, bad rows named by line, and four models trained in sight", async ({ page }) => {
  test.setTimeout(150_000);
  await openPage(page, `/training?task=${TASK}`, "Training");
  await importFile(page, "tickets.csv", `${TICKETS.trimEnd()}\n${BAD_ROWS.map(({ row }) => row).join("\n")}\n`);
  await expect(page.getByText(`Imported ${TICKET_LINES - 1} rows in ${LABELS.size} categories`)).toBeVisible();
  const leftOut = page.getByRole("region", { name: "Rows that were left out" }).getByRole("row");
  await expect(leftOut).toHaveCount(1 + BAD_ROWS.length);
  for (const [index, { reason }] of BAD_ROWS.entries()) {
    const row = leftOut.filter({ hasText: String(TICKET_LINES + 1 + index) });
    await expect(row).toContainText(reason);
  }

  await page.getByRole("button", { name: "Start training" }).click();
  const progress = page.getByRole("progressbar", { name: `Training for ${TASK}` });
  await expect(progress).toBeVisible();
  await expect.poll(() => progress.getAttribute("aria-valuenow"), { intervals: [100] }).toMatch(/^[1-9]/);

  const results = page.getByRole("region", { name: "Results of each classifier" });
  await expect(results).toBeVisible({ timeout: 120_000 });
  for (const model of ["local/nb", "local/tfidf", "local/encoder", "local/council"]) {
    await expect(results.getByRole("row", { name: model })).toContainText(/\d+(\.\d+)?%/);
  }
  await expect(progress).toBeHidden();
});

test("the playground answers with label and confidence, compares models and says why", async ({ page }) => {
  await openPage(page, `/playground?task=${TASK}`, "Playground");
  await expect(page.getByRole("button", { name: "Send" })).toBeDisabled();
  await expect(page.getByText("Type an input first")).toBeVisible();
  await page.getByRole("textbox", { name: "Input" }).fill("I was charged twice this month, please refund me");
  await expect(
    page.getByRole("list", { name: "Models that fit, best first" }).getByRole("listitem").first(),
  ).toBeVisible();

  await page.getByText("Compare with other models").click();
  const others = page.getByRole("group", { name: "Models to compare with" });
  await others.getByLabel("local/nb").click();
  await others.getByLabel("local/tfidf").click();
  await page.getByRole("button", { name: "Send 3 requests" }).click();

  const results = page.getByRole("region", { name: "Results" });
  await expect(results.getByText("answered", { exact: true })).toHaveCount(3);
  const confidences = results.getByRole("list", { name: "Confidence in each label" });
  await expect(confidences).toHaveCount(3);
  for (const confidence of await confidences.all()) {
    const first = await confidence.getByRole("listitem").first().innerText();
    expect(first).toMatch(/\d+(\.\d+)?%/);
    expect(LABELS).toContain(first.split("\n")[0]?.trim());
  }
  await results.getByText("Why this model").first().click();
  const candidates = results.getByRole("region", { name: "Candidates, best first" }).first();
  await expect(candidates.getByText("chosen", { exact: true })).toBeVisible();
});

test("executions narrowed by task stay so on reload, and the export holds exactly those", async ({ page, request }) => {
  const ids = async () => (await listExecutions(request, { task: TASK })).map(({ id }) => id);
  await expect.poll(async () => (await ids()).length).toBe(3);
  await openPage(page, "/executions", "Executions");
  const rows = page.getByRole("table", { name: "Executions" }).locator("tbody").getByRole("row");
  await page.getByRole("combobox", { name: "Task" }).selectOption(TASK);
  await expect(page).toHaveURL(new RegExp(`[?&]task=${TASK}`));
  await expect(rows).toHaveCount(3);
  await page.reload();
  await expect(rows).toHaveCount(3);
  for (const row of await rows.all()) await expect(row).toContainText(TASK);

  await page.getByRole("button", { name: "Export" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: /^CSV/ }).click();
  const file = readFileSync(await (await downloading).path(), "utf8");
  const exported = parse<{ id: string }>(file, { columns: true });
  expect(exported.map(({ id }) => id)).toEqual(await ids());

  await page.getByRole("combobox", { name: "Status" }).selectOption("Failed");
  await expect(page.getByText("No execution matches these filters")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(rows).not.toHaveCount(0);
  await expect(page).not.toHaveURL(/task=/);
});

test("a cancelled training run publishes nothing", async ({ page, request }) => {
  const versions = () => callApi<ModelVersion[]>(request, "/model-versions", { query: { task: TASK } });
  const before = await versions();
  await importCsv(request, TASK, labelledCsv(20), "Too many to wait for");
  await openPage(page, `/training?task=${TASK}`, "Training");
  await page.getByRole("button", { name: "Start training" }).click();
  const underWay = page.getByLabel("Under way");
  await underWay.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("table", { name: "Training runs" }).getByText("Cancelled")).toBeVisible();
  await expect(underWay).toHaveCount(0);
  expect(await versions()).toEqual(before);
});
