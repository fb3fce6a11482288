import { expect, test } from "@playwright/test";
import type { ConfigurationVersion, Task } from "@/lib/registry/schemas";
import { callApi } from "./support/call-api";
import { openPage } from "./support/open-page";

// A worker that begins again after a failure makes its own.
const TASK = `timed_answers_${process.pid}`;

test("what was changed stands in the timeline, is found by its task, and is taken back from there", async ({
  page,
  request,
}) => {
  await callApi<Task>(request, "/tasks", {
    body: { slug: TASK, name: `Timed answers ${process.pid}`, kind: "generation", category: "language" },
  });
  const inForce = () => callApi<ConfigurationVersion>(request, `/config/${TASK}`);
  const before = await inForce();
  await callApi(request, `/config/${TASK}`, {
    method: "PUT",
    body: { configuration: { ...before.configuration, explorationShare: 0.123 } },
  });
  await openPage(page, `/timeline?task=${TASK}&kind=configuration`, "Timeline");
  const row = page.getByRole("row").filter({ hasText: `Configuration of ${TASK}: version ${before.version + 1}` });
  await expect(row).toBeVisible();
  await row.getByRole("button", { name: `Back to version ${before.version}` }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: `Back to version ${before.version}` })
    .click();
  await expect(page.getByRole("row").filter({ hasText: "rolled back" })).toBeVisible();
  expect((await inForce()).configuration).toEqual(before.configuration);
  await page
    .getByRole("link", { name: new RegExp(`Configuration of ${TASK}: version`) })
    .first()
    .click();
  await expect(page).toHaveURL(new RegExp(`/tasks/${TASK}`));
});

test("filters that nothing fits say so and are cleared, and a hand-edited address falls back", async ({ page }) => {
  await openPage(page, "/timeline?kind=routing&task=no_such_task&range=5m", "Timeline");
  await expect(page.getByText("Nothing happened", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: /^Clear/ }).click();
  await expect(page).not.toHaveURL(/kind=/);
  await openPage(page, "/timeline?kind=nonsense", "Timeline");
  await expect(page.getByRole("combobox", { name: "Kind" })).toHaveValue("");
});

test("charts point out what one wants to see, as the address says", async ({ page }) => {
  await openPage(page, "/costs", "Costs");
  const marks = page.getByRole("combobox", { name: "Marks in charts" });
  await marks.selectOption("none");
  await expect(page).toHaveURL(/marks=none/);
  await marks.selectOption("all");
  await expect(page).not.toHaveURL(/marks=/);
});
