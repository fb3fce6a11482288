import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./support/expect-accessible";
import { openPage } from "./support/open-page";
import { OWNER, ownerSession, setupLinkFile } from "./support/owner";
import { PAGES } from "./support/pages";

const run = promisify(execFile);

test.describe.configure({ mode: "serial" });

const setupLink = () => readFileSync(setupLinkFile, "utf8").trim();

test("a wrong link makes nobody the owner", async ({ page }) => {
  await page.goto("/setup?token=guessed");
  await expect(page.getByText("This link is not valid for this installation")).toBeVisible();
  await page.goto("/executions");
  await expect(page.getByRole("heading", { name: "Almost there" })).toBeVisible();
});

test("the printed link makes the first person the owner", async ({ page }) => {
  await page.goto(setupLink());
  await page.getByRole("button", { name: "Create organization" }).click();
  await expect(page.getByText("Name your team or company")).toBeVisible();

  await page.getByLabel("Organization").fill(OWNER.organization);
  await page.getByLabel("Your name").fill(OWNER.name);
  await page.getByLabel("Email").fill(OWNER.email);
  await page.getByLabel("Password", { exact: true }).fill("password");
  await page.getByRole("button", { name: "Create organization" }).click();
  await expect(page.getByLabel("Password", { exact: true })).toHaveAttribute("aria-invalid", "true");

  await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
  await page.getByRole("button", { name: "Create organization" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "You are the owner" })).toContainText("(done)");
  await expect(page.getByRole("listitem").filter({ hasText: "Send the first request" })).toContainText("(to do)");
  await page.context().storageState({ path: ownerSession });
});

test("the link is refused once there is an owner", async ({ page }) => {
  await page.goto(setupLink());
  await expect(page.getByRole("heading", { name: "This installation is set up" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
});

test("a wrong password is refused with a kind message, the right one leads to where one wanted to go", async ({
  page,
}) => {
  await page.goto("/training");
  await page.getByLabel("Email").fill(OWNER.email);
  await page.getByLabel("Password", { exact: true }).fill("not this one");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("The email address or the password is wrong")).toBeVisible();

  await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/training$/);
});

test.describe("as the owner", () => {
  test.use({ storageState: ownerSession });

  const long = { tag: "@long" };
  test("what an empty installation shows instead of rows is accessible, light and dark", long, async ({ page }) => {
    test.slow();
    for (const { path, title } of PAGES.filter(({ canBeEmpty }) => canBeEmpty)) {
      await openPage(page, path, title);
      await expectAccessible(page, `${path}, empty`);
    }
  });

  test("the copied command works in a shell, ticks its step by itself, and its execution says why", async ({
    page,
    context,
  }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await openPage(page, "/", "Overview");
    await page.getByRole("button", { name: "Create an API key" }).click();
    await page.getByRole("button", { name: "Copy code" }).click();
    const command = await page.evaluate(() => navigator.clipboard.readText());
    await expect(page.getByLabel("Code")).toHaveText(command);

    const { stdout } = await run("sh", ["-c", command]);
    expect(JSON.parse(stdout)).toMatchObject({ object: "chat.completion", gym: { model: expect.any(String) } });
    await expect(page.getByRole("listitem").filter({ hasText: "Send the first request" })).toContainText("(done)");

    await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Executions" }).click();
    const row = page.getByRole("row", { name: /Say hello in five words/ });
    await expect(row).toContainText("Success");
    await expect(row).toContainText("simulator/");
    await expect(row).toContainText(/\$0\.\d+/);
    await expect(row).toContainText(/\d m?s/);

    await row.getByRole("button").click();
    const drawer = page.getByRole("dialog", { name: "Execution" });
    await expect(drawer.getByRole("heading", { name: "Why this model" })).toBeVisible();
    await expect(drawer).toContainText("chosen with probability");
    await expect(
      drawer.getByRole("region", { name: "Candidates, best first" }).getByText("chosen", { exact: true }),
    ).toHaveCount(1);
  });
});
