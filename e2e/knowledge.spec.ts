import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { openPage } from "./support/open-page";

test("documents are added and indexed, questions find them with their source, and a deletion is taken back", async ({
  page,
}) => {
  const name = `Help ${randomUUID().slice(0, 8)}`;
  await openPage(page, "/knowledge", "Knowledge");
  await page.getByRole("button", { name: "Create collection" }).first().click();
  const form = page.getByRole("dialog", { name: "Create a collection" });
  await form.getByLabel("Name").fill(name);
  await form.getByLabel("Embedded by").fill("local/embedd");
  await form.getByRole("button", { name: "Create collection" }).click();
  await expect(form.getByText("did you mean `local/embed`?")).toBeVisible();
  await form.getByLabel("Embedded by").fill("local/embed");
  await form.getByRole("button", { name: "Create collection" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("There is no document yet")).toBeVisible();

  await page.getByLabel("Title").fill("Router");
  await page
    .getByLabel("Text", { exact: true })
    .fill("# Factory settings\n\nHold the small button for ten seconds until the light blinks.");
  await page.getByRole("button", { name: "Add text" }).click();
  await expect(page.getByRole("row", { name: /Router.*indexed/ })).toBeVisible({ timeout: 30_000 });

  await page.locator("input[type=file]").setInputFiles({
    name: "invoices.md",
    mimeType: "text/markdown",
    buffer: Buffer.from("# Invoices\n\n## Payment\n\nInvoices are paid within thirty days by bank transfer."),
  });
  await expect(page.getByText("invoices.md is added")).toBeVisible();
  await expect(page.getByRole("row", { name: /Invoices.*indexed/ })).toBeVisible({ timeout: 30_000 });

  await page.locator("input[type=file]").setInputFiles({
    name: "broken.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from("this is no PDF"),
  });
  await expect(page.getByRole("alert").filter({ hasText: /PDF/ })).toBeVisible();

  await page.getByRole("tab", { name: "Search" }).click();
  await page.getByLabel("Question").fill("When do I have to pay the bill?");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  const results = page.getByRole("region", { name: "Results by words and meaning" });
  await expect(results.getByRole("link", { name: "Invoices" }).first()).toBeVisible();
  await expect(results.getByText("Invoices › Payment").first()).toBeVisible();

  await page.getByLabel("Find by").selectOption({ label: "Compare all three" });
  for (const mode of ["words and meaning", "words", "meaning"])
    await expect(page.getByRole("region", { name: `Results by ${mode}`, exact: true })).toBeVisible();

  await page
    .getByRole("region", { name: "Results by meaning", exact: true })
    .getByRole("link", { name: "Invoices" })
    .first()
    .click();
  const sheet = page.getByRole("dialog", { name: "Invoices" });
  await expect(sheet.getByText("paid within thirty days")).toBeVisible();
  await sheet.getByRole("button", { name: "Delete document" }).click();
  await expect(page.getByText("Invoices is deleted")).toBeVisible();
  await expect(page.getByRole("row", { name: /Invoices/ })).toHaveCount(0);
  const notice = page.getByRole("listitem").filter({ hasText: "Invoices is deleted" });
  await notice.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("row", { name: /Invoices.*indexed/ })).toBeVisible({ timeout: 30_000 });

  await page.getByRole("button", { name: "Delete collection" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Knowledge" })).toBeVisible();
  await expect(page.getByText(`${name} is deleted`)).toBeVisible();
});
