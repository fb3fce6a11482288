import { expect, test } from "@playwright/test";
import type { RunResult } from "@/lib/gateway/schemas";
import type { ConfigurationVersion } from "@/lib/registry/schemas";
import { callApi } from "./support/call-api";
import { openPage } from "./support/open-page";

const TASK = "email_writing";
const PINNED = "simulator/sim-smart";

test("a pinned model is seen as a difference, saved with a reason, served, undone and brought back", async ({
  page,
  request,
}) => {
  const answering = async () => {
    const body = { task: TASK, input: "Invite the team to lunch" };
    return (await callApi<RunResult>(request, "/run", { body })).execution.model;
  };
  await openPage(page, `/tasks/${TASK}`, "E-mail writing");
  await expect(page.getByRole("button", { name: "Review and save" })).toBeDisabled();
  await page.getByLabel("Always this model").selectOption(PINNED);
  await expect(page.getByText("1 field changed, not saved")).toBeVisible();
  await page.getByRole("button", { name: "Review and save" }).click();

  const review = page.getByRole("dialog", { name: "Save version 2?" });
  await expect(review.getByRole("listitem")).toHaveCount(1);
  await expect(review.getByRole("listitem")).toContainText("model");
  await expect(review.getByRole("listitem")).toContainText(PINNED);
  await review.getByLabel("Why").fill("It answers at once");
  await review.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status").getByText("Version 2 is in force")).toBeVisible();
  await expect.poll(answering).toBe(PINNED);

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByLabel("Always this model")).toHaveValue("");
  await expect.poll(answering).not.toBe(PINNED);

  await page.getByRole("tab", { name: "History" }).click();
  const second = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Version 2" }) });
  await expect(second).toContainText("It answers at once");
  await expect(second).toContainText("Olga Owner");
  await second.getByText("Changes since version 1").click();
  await expect(second).toContainText(PINNED);

  await second.getByRole("button", { name: "Roll back to this" }).click();
  const rollback = page.getByRole("dialog", { name: "Roll back to version 2?" });
  await expect(rollback).toContainText(PINNED);
  await rollback.getByRole("button", { name: "Roll back" }).click();
  await expect(page.getByRole("heading", { name: "Version 4" })).toBeVisible();
  await expect.poll(answering).toBe(PINNED);
});

test("whoever edits a version that was replaced meanwhile is told, and overwrites nothing", async ({
  page,
  request,
}) => {
  await openPage(page, "/tasks/code_review", "Code review");
  await page.getByLabel("Always this model").selectOption(PINNED);
  const { configuration } = await callApi<ConfigurationVersion>(request, "/config/code_review");
  await callApi(request, "/config/code_review", {
    method: "PUT",
    body: { configuration: { ...configuration, strategy: "fastest" }, reason: "Somebody else" },
  });
  await page.getByRole("button", { name: "Review and save" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("dialog")).toContainText("Somebody was faster");
  await page.getByRole("dialog").getByRole("button", { name: "Load the new version" }).click();
  await expect(page.getByLabel("Strategy")).toHaveValue("fastest");
  const { version } = await callApi<ConfigurationVersion>(request, "/config/code_review");
  expect(version).toBe(2);
});

test("a configuration without any candidate is not saved", async ({ page }) => {
  await openPage(page, "/tasks/code_generation", "Code generation");
  await page.getByLabel("All models that fit may serve it").click();
  const chosen = page.getByRole("group", { name: "Candidates" }).getByRole("checkbox", { checked: true });
  while ((await chosen.count()) > 0) await chosen.first().click();
  await page.getByRole("button", { name: "Review and save" }).click();
  await expect(page.getByText("Choose at least one model")).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});
