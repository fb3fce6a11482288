import { expect, test } from "@playwright/test";
import type { Task } from "@/lib/registry/schemas";
import { callApi } from "./support/call-api";
import { openPage } from "./support/open-page";

const TASK = "mail_sorting";
const SUBJECTS = ["invoice", "parcel", "password"];
const rowOf = (index: number) => {
  const subject = SUBJECTS[index % 3]!;
  return `my ${subject} ${subject}${index % 7} number ${index},about_${subject}s`;
};
const csv = (rows: number) => `text,category\n${Array.from({ length: rows }, (_, index) => rowOf(index)).join("\n")}\n`;

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ playwright, baseURL }, { project }) => {
  const request = await playwright.request.newContext({ baseURL, storageState: project.use.storageState });
  await callApi<Task>(request, "/tasks", {
    body: { slug: TASK, name: "Mail sorting", kind: "classification", category: "language" },
  });
  await callApi(request, "/models", { body: { provider: "simulator", upstreamId: "sim-label" } });
  await request.dispose();
});

test("a chat model learns labels from chosen examples, and the run tells what was tried @long", async ({ page }) => {
  test.setTimeout(120_000);
  await openPage(page, `/training?task=${TASK}`, "Training");
  await page
    .getByLabel("CSV file")
    .setInputFiles({ name: "mail.csv", mimeType: "text/csv", buffer: Buffer.from(csv(60)) });
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByText("Imported 60 rows in 3 categories")).toBeVisible();

  const form = page.getByRole("form", { name: "Train a chat model" });
  await form.getByRole("button", { name: "Train the chat model" }).click();
  await expect(form.getByText("Choose a model")).toBeVisible();
  await form.getByLabel("Chat model").selectOption("simulator/sim-label");
  await form.getByLabel("Spend cap, $").fill("0");
  await form.getByRole("button", { name: "Train the chat model" }).click();
  await expect(form.getByText("US dollars from 0.0001 to 1000")).toBeVisible();
  await form.getByLabel("Spend cap, $").fill("1");
  await form.getByRole("button", { name: "Train the chat model" }).click();
  await page.getByRole("button", { name: "Follow" }).click();
  const prompts = page.getByRole("table", { name: "Prompts that were tried" });
  await expect(prompts).toBeVisible({ timeout: 60_000 });
  await expect(prompts.getByText("chosen", { exact: true })).toHaveCount(1);
  await expect(page.getByText("Chat model with examples").first()).toBeVisible();
});

test("a chat model is fine-tuned at its provider, after what it would take was shown @long", async ({ page }) => {
  test.setTimeout(120_000);
  await openPage(page, `/training?task=${TASK}`, "Training");
  const form = page.getByRole("form", { name: "Train a chat model" });
  await form.getByLabel("Way").selectOption("fine_tune");
  await form.getByLabel("Chat model").selectOption("simulator/sim-label");
  await expect(form.getByText("The cost is not known without a price.")).toBeVisible();
  await form.getByLabel("Epochs").fill("2");
  await form.getByLabel("Price of training").fill("3");
  await expect(form.getByText("48 examples, 2 epochs.")).toBeVisible();
  await expect(form.getByText("for the training.")).toBeVisible();
  await form.getByRole("button", { name: "Train the chat model" }).click();
  await page.getByRole("button", { name: "Follow" }).click();
  await expect(page.getByText("At the provider")).toBeVisible();
  await expect(page.getByRole("list", { name: "What the provider reported" })).toContainText("Job is running", {
    timeout: 60_000,
  });
  await expect(page.getByText("Chat model, fine-tuned").first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/^ft:sim-label:/)).toBeVisible();
});
