import { Buffer } from "node:buffer";
import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { callApi } from "./support/call-api";
import { openPage } from "./support/open-page";

test("a prompt is written, gets a second version, both are compared, and the better one is promoted and taken back", async ({
  page,
  request,
}) => {
  const name = `Greeting ${randomUUID().slice(0, 8)}`;
  const slug = name.toLowerCase().replace(" ", "-");
  await openPage(page, "/prompts", "Prompts");
  await page.getByRole("button", { name: "Create prompt" }).click();
  const form = page.getByRole("dialog", { name: "Create a prompt" });
  await form.getByLabel("Name").fill(name);
  await form.getByLabel("Text").fill("Greet {{{customer}}}.");
  await form.getByRole("button", { name: "Create prompt" }).click();
  await expect(form.getByText("is no variable")).toBeVisible();
  await form.getByLabel("Text").fill("Greet {{customer}} warmly.");
  await form.getByRole("button", { name: "Create prompt" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

  await page.getByRole("button", { name: "Make version 1 production" }).click();
  await expect(page.getByText("production is version 1")).toBeVisible();

  await page.getByRole("tab", { name: "New version" }).click();
  await page.getByLabel("Template").fill("Greet {{customer}} in one sentence.");
  await page.getByLabel("Notes").fill("Shorter");
  await expect(page.getByText("The variable `customer` is missing")).toBeVisible();
  await page.getByRole("textbox", { name: "customer" }).fill("Ada");
  await expect(page.getByText("Greet Ada in one sentence.")).toBeVisible();
  await page.getByRole("button", { name: "Save version 2" }).click();
  await expect(page.getByRole("row", { name: /Version 2.*Shorter/ })).toBeVisible();
  await expect(page.getByText("Greet {{customer}} warmly.")).toBeVisible();

  await page.getByRole("tab", { name: "Try side by side" }).click();
  await page.getByLabel("Message").fill("Hello!");
  await page.getByRole("textbox", { name: "customer" }).fill("Ada");
  await page.getByRole("button", { name: "Run both" }).click();
  await expect(page.getByRole("link", { name: "Open the execution" })).toHaveCount(2, { timeout: 20_000 });

  await page.getByRole("button", { name: "Save as a test" }).first().click();
  const saving = page.getByRole("dialog", { name: "Save as a benchmark test" });
  await saving.getByLabel("Suite", { exact: true }).selectOption("A new suite");
  await saving.getByLabel("Name of the suite").fill(name);
  await saving.getByLabel("An answer is right when").selectOption("It says these words");
  await saving.getByRole("button", { name: "Save the test" }).click();
  await expect(saving.getByText("Say what a right answer is")).toBeVisible();
  await saving.getByLabel("Expected").fill("hello | hi, Ada");
  await saving.getByRole("button", { name: "Save the test" }).click();
  await expect(page.getByText(`Saved in ${name}: 1 test, version 1`)).toBeVisible();

  await page.getByRole("tab", { name: "Versions" }).click();
  await expect(async () => {
    await page.getByRole("button", { name: "Preview version 2 with real requests" }).click();
    const preview = page.getByRole("dialog", { name: "Version 2 with real requests" });
    await expect(preview.getByText("Greet Ada in one sentence.")).toBeVisible({ timeout: 2_000 });
    await expect(preview.getByText("Greet Ada warmly.")).toBeVisible();
    await expect(preview.getByText("Hello!")).toBeVisible();
    await page.keyboard.press("Escape");
  }).toPass({ timeout: 20_000 });
  await page.getByRole("button", { name: "Make version 2 production" }).click();
  await expect(page.getByText("production is version 2")).toBeVisible();
  const rendered = () =>
    callApi<{ text: string }>(request, `/prompts/${slug}/render`, {
      body: { label: "production", variables: { customer: "Ada" } },
    });
  expect((await rendered()).text).toBe("Greet Ada in one sentence.");
  const notice = page.getByRole("listitem").filter({ hasText: "production is version 2" });
  await notice.getByRole("button", { name: "Undo" }).click();
  await expect.poll(async () => (await rendered()).text).toBe("Greet Ada warmly.");

  await page.getByRole("button", { name: "Delete prompt" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Prompts" })).toBeVisible();
  await expect(page.getByText(`${name} is deleted`)).toBeVisible();
});

test("a file of prompts shows what it would do, names what is wrong by line, and takes in the rest", async ({
  page,
}) => {
  const slug = `imported-${randomUUID().slice(0, 8)}`;
  const prompt = (template: string, ending = "") => ({
    slug: slug + ending,
    name: slug + ending,
    versions: [{ template }],
  });
  const file = {
    format: "ai-gym/prompts/1",
    prompts: [prompt("Greet {{name}}."), prompt("Greet {{{name}}}.", "-bad")],
  };
  const upload = (content: string) =>
    page.getByLabel("File").setInputFiles({
      name: "prompts.json",
      mimeType: "application/json",
      buffer: Buffer.from(content),
    });
  await openPage(page, "/prompts/import", "Import prompts");
  await upload('{\n "format": oops');
  await expect(page.getByText("Line 2: This is not JSON")).toBeVisible();
  await expect(page.getByRole("button", { name: "Nothing to import" })).toBeDisabled();
  await upload(JSON.stringify(file, null, 1));
  await expect(page.getByRole("row", { name: new RegExp(`${slug}.*is created`) })).toBeVisible();
  await expect(page.getByText(/Line \d+: .*is no variable/)).toBeVisible();
  await page.getByRole("button", { name: "Import 1 of 2" }).click();
  await expect(page.getByText("Imported: 1 created")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Prompts" })).toBeVisible();
  await openPage(page, "/prompts/import", "Import prompts");
  await upload(JSON.stringify({ ...file, prompts: [prompt("Greet {{name}} again.")] }));
  await expect(page.getByRole("row", { name: new RegExp(`${slug}.*exists, stays`) })).toBeVisible();
  await page.getByLabel("Prompts that exist already").selectOption("get the newest text as a new version");
  await expect(page.getByRole("row", { name: new RegExp(`${slug}.*gets a version`) })).toBeVisible();
});
