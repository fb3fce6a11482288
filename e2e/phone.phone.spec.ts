import { expect, test, type Page } from "@playwright/test";
import { listExecutions } from "./support/call-api";
import { fillInstallation } from "./support/fill-installation";
import { openPage } from "./support/open-page";
import { PAGES } from "./support/pages";

test.use({ viewport: { width: 360, height: 740 } });

test.beforeAll(async ({ playwright, baseURL }, { project }) => {
  const request = await playwright.request.newContext({ baseURL, storageState: project.use.storageState });
  await fillInstallation(request);
  await request.dispose();
});

/** What sticks out to the right of the window and is not inside a frame that scrolls by itself. */
const sidewaysScroll = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test("no page scrolls sideways on a phone of 360 pixels", async ({ page }) => {
  for (const { path, title } of PAGES) {
    await openPage(page, path, title);
    expect.soft(await sidewaysScroll(page), path).toBe(0);
  }
});

test("an execution opens as a sheet that fits, and closes", async ({ page, request }) => {
  const [failed] = await listExecutions(request, { status: "failed" });
  await openPage(page, `/executions?execution=${failed?.id}`, "Executions");
  const sheet = page.getByRole("dialog", { name: "Execution" });
  await expect(sheet.getByText("Failed", { exact: true })).toBeVisible();
  expect(await sidewaysScroll(page)).toBe(0);
  const box = await sheet.boundingBox();
  expect(box?.width).toBeLessThanOrEqual(360);
  await sheet.getByRole("button", { name: "Close" }).click();
  await expect(sheet).toBeHidden();
});

test("the navigation opens, leads to a page and closes itself", async ({ page }) => {
  await openPage(page, "/", "Overview");
  await page.getByRole("button", { name: "Open navigation" }).click();
  const drawer = page.getByRole("dialog", { name: "AI Gym" });
  await drawer.getByRole("link", { name: "Training" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Training" })).toBeVisible();
  await expect(drawer).toBeHidden();
});
