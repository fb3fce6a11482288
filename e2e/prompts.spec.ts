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

  await page.getByRole("tab", { name: "Versions" }).click();
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
