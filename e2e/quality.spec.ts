import { expect, test, type Page } from "@playwright/test";
import { callApi } from "./support/call-api";
import { expectAccessible } from "./support/expect-accessible";
import { openPage } from "./support/open-page";

const QUESTION = "My bicycle chain skips when I pedal hard uphill. What is the likely cause and how do I check it?";
const GOOD =
  "The likely cause is a worn chain. Hold a ruler along it: twelve links measure 304.8 mm when new; from 307 mm on the chain is worn and should be replaced. If the chain is fine, look at the small cogs that you use uphill: teeth shaped like shark fins let the chain jump, and then the cassette has to go too.";
const BAD = "Things can be good or bad. It depends on many things.";

/** Scores an answer and gives what the page shows. */
async function scoreOf(page: Page, answer: string): Promise<number> {
  await page.getByLabel("Answer", { exact: true }).fill(answer);
  await page.getByRole("button", { name: "Score", exact: true }).click();
  await expect(page.getByText("Of the texts before your changes")).toHaveCount(0);
  return Number(await page.getByRole("meter", { name: "Quality score" }).getAttribute("aria-valuenow"));
}

test("of two answers to one question the better one scores higher, and the page says why", async ({ page }) => {
  await openPage(page, "/quality", "Quality");
  await page.getByLabel("What was asked").fill(QUESTION);
  const good = await scoreOf(page, GOOD);
  await expect(page.getByRole("list", { name: "Dimensions" }).getByRole("listitem").first()).toContainText("weight");
  await expect(page.getByText("General answer, version 1")).toBeVisible();
  await expectAccessible(page, "a scored answer");
  expect(good).toBeGreaterThan(await scoreOf(page, BAD));
});

test("an example is filled in and scored from the keyboard", async ({ page }) => {
  await openPage(page, "/quality?scorer=email_writing", "Quality");
  await page.getByRole("button", { name: "Try a good example" }).click();
  await page.getByLabel("Answer", { exact: true }).press("Control+Enter");
  await expect(page.getByText("E-mail, version 1")).toBeVisible();
});

test("what is missing is said at its field", async ({ page }) => {
  await openPage(page, "/quality?scorer=classification", "Quality");
  await page.getByRole("button", { name: "Score", exact: true }).click();
  await expect(page.getByText("Paste an answer first")).toBeVisible();
  await expect(page.getByLabel("Answer", { exact: true })).toBeFocused();

  await page.getByLabel("Answer", { exact: true }).fill("billing");
  await page.getByRole("button", { name: "Score", exact: true }).click();
  await expect(page.getByText("Classification needs the right label")).toBeVisible();
  await expect(page.getByLabel("Right answer")).toBeFocused();

  await page.getByLabel("Right answer").fill("billing");
  await page.getByRole("button", { name: "Score", exact: true }).click();
  await expect(page.getByRole("meter", { name: "Quality score" })).toHaveText("100");
});

test("a judge is chosen, looks at the newest answers, is removed and brought back", async ({ page, request }) => {
  await callApi(request, "/run", { body: { task: "content_summarization", input: `Shorten this ${Date.now()}` } });
  await openPage(page, "/quality", "Quality");
  await page.getByRole("button", { name: "Choose a judge" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Choose a judge" });
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("Choose a task")).toBeVisible();
  await dialog.getByLabel("Task").selectOption("content_summarization");
  await dialog.getByLabel("Model that judges").selectOption("simulator/sim-fast");
  await dialog.getByLabel("Share of answers, %").fill("0");
  await dialog.getByRole("button", { name: "Save" }).click();

  const judges = page.getByRole("table", { name: "Judges" });
  const row = judges.getByRole("row").filter({ hasText: "content_summarization" });
  await row.getByRole("button", { name: "Judge the newest" }).click();
  const verdicts = page.getByRole("table", { name: "Latest verdicts" });
  await expect(verdicts.getByRole("row").filter({ hasText: "content_summarization" }).first()).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByText("simulator/sim-fast on content_summarization")).toBeVisible();
  await expect(page.getByText("Too few to tell").first()).toBeVisible();
  await expectAccessible(page, "a judge with its calibration");

  await row.getByRole("button", { name: "Remove" }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).toBeVisible();
  await callApi(request, "/quality/judges/content_summarization", { method: "DELETE" });
});
