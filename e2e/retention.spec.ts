import { expect, test } from "@playwright/test";
import { expectAccessible } from "./support/expect-accessible";
import { openPage } from "./support/open-page";

test("keeping executions for a shorter time asks first, and is taken back with one click", async ({ page }) => {
  await openPage(page, "/settings/retention", "Retention");
  const days = page.getByLabel("Days");
  await expect(page.getByRole("heading", { name: "Executions are kept for ever" })).toBeVisible();

  await days.fill("3");
  await expect(page.getByText("From 7 to 3650 days")).toBeVisible();
  await expect(page.getByRole("button", { name: "Save" })).toBeDisabled();

  await days.fill("3000");
  await page.getByRole("button", { name: "Save" }).click();
  await expectAccessible(page, "the question before executions are deleted");
  await page.getByRole("button", { name: "Delete older executions" }).click();
  await expect(page.getByRole("heading", { name: "Executions are kept for 3000 days" })).toBeVisible();

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("heading", { name: "Executions are kept for ever" })).toBeVisible();
});

test("the bell leads to the alerts and says how many fire", async ({ page }) => {
  await openPage(page, "/", "Overview");
  const bell = page.getByRole("banner").getByRole("link", { name: /firing$/ });
  await bell.click();
  await expect(page.getByRole("heading", { level: 1, name: "Alerts" })).toBeVisible();
});
