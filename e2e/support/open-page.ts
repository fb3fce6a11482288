import { expect, type Page } from "@playwright/test";

/** Opens a page and waits until its heading is there and nothing is loading any more. */
export async function openPage(page: Page, path: string, title: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
}
