import { expect, test } from "@playwright/test";
import { listExecutions } from "./support/call-api";
import { expectAccessible } from "./support/expect-accessible";
import { fillInstallation } from "./support/fill-installation";
import { openPage } from "./support/open-page";
import { PAGES } from "./support/pages";

test.describe("with everything on the pages", () => {
  test.beforeAll(async ({ playwright, baseURL }, { project }) => {
    const request = await playwright.request.newContext({ baseURL, storageState: project.use.storageState });
    await fillInstallation(request);
    await request.dispose();
  });

  test("every page is accessible, light and dark", { tag: "@long" }, async ({ page }) => {
    test.slow();
    for (const { path, title } of PAGES) {
      await openPage(page, path, title);
      await expectAccessible(page, path);
    }
  });

  test("what opens over a page is accessible: an execution that failed, a model, a dataset, the dialogs", async ({
    page,
    request,
  }) => {
    const [failed] = await listExecutions(request, { status: "failed" });
    await openPage(page, `/executions?execution=${failed?.id}`, "Executions");
    await expect(page.getByRole("dialog", { name: "Execution" }).getByText("Failed")).toBeVisible();
    await expectAccessible(page, "a failed execution");

    await openPage(page, "/models", "Models");
    await page.getByRole("button", { name: "simulator/sim-instant" }).click();
    await expect(page.getByRole("dialog", { name: "simulator/sim-instant" })).toBeVisible();
    await expectAccessible(page, "a model");

    await openPage(page, "/training", "Training");
    await page.getByRole("button", { name: "Examples with a bad row" }).click();
    await expect(page.getByRole("dialog", { name: "Examples with a bad row" })).toBeVisible();
    await expectAccessible(page, "a dataset");

    await openPage(page, "/settings/keys", "API keys");
    await page.getByRole("button", { name: "Create key" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Create key" }).click();
    await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
    await expectAccessible(page, "the form of a key, refused");
  });
});

test("whoever is not signed in meets accessible pages too", async ({ browser, baseURL }) => {
  const stranger = await browser.newContext({ baseURL, storageState: undefined });
  const page = await stranger.newPage();
  await openPage(page, "/sign-in", "Sign in to AI Gym");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expectAccessible(page, "signing in, refused");
  await openPage(page, "/invite?token=wrong", "This invitation cannot be used");
  await expectAccessible(page, "a wrong invitation");
  await stranger.close();
});

test("an address where nothing is says so and leads back", async ({ page }) => {
  await openPage(page, "/tasks/no_such_task", "There is nothing at this address");
  await expectAccessible(page, "nothing there");
  await page.getByRole("link", { name: "Go to the overview" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
});
