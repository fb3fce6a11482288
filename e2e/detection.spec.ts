import { expect, test } from "@playwright/test";
import { callApi } from "./support/call-api";
import { expectAccessible } from "./support/expect-accessible";
import { openPage } from "./support/open-page";

test("a message is detected, corrected, and the correction is taken back and brought back", async ({ page }) => {
  const message = `Please integrate x squared from 0 to ${Date.now()}`;
  await openPage(page, "/detection", "Detection");
  await page.getByRole("button", { name: "Detect", exact: true }).click();
  await expect(page.getByText("Write a message first")).toBeVisible();
  await page.getByLabel("Message").fill(message);
  await page.getByRole("button", { name: "Detect", exact: true }).click();
  await page.getByLabel("It is about").selectOption("research");
  await page.getByRole("button", { name: "Save as the truth" }).click();
  const row = page.getByRole("table", { name: "Corrections" }).getByRole("row").filter({ hasText: message });
  await expect(row).toContainText("research");
  await expectAccessible(page, "detection with a correction");
  await row.getByRole("button", { name: "Take back" }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).toBeVisible();
  await row.getByRole("button", { name: "Take back" }).click();
  await expect(row).toHaveCount(0);
});

test("retraining says how many corrections it needs", async ({ page }) => {
  await openPage(page, "/detection", "Detection");
  await page.getByRole("button", { name: "Retrain" }).click();
  await expect(page.getByText("Retraining needs at least 20 corrections")).toBeVisible();
});

test("a conversation shows its model and topics, and can be forgotten", async ({ page, request }) => {
  const sessionId = `journey-${Date.now()}`;
  await callApi(request, "/run", {
    body: { task: "general_chat", input: "Write a Go function that splits a slice", sessionId },
  });
  await expect(async () => {
    await openPage(page, `/sessions?session=${sessionId}`, "Sessions");
    await expect(page.getByRole("table", { name: "Sessions" }).getByText(sessionId)).toBeVisible();
  }).toPass();
  const drawer = page.getByRole("dialog", { name: "Session" });
  await expect(drawer.getByRole("heading", { name: "Topics, the newest first" })).toBeVisible();
  await expect(drawer.getByText("1 turn", { exact: false })).toBeVisible();
  await drawer.getByRole("button", { name: "Forget this session" }).click();
  await page.getByRole("button", { name: "Forget session", exact: true }).click();
  await expect(page.getByText("The session is forgotten")).toBeVisible();
  await expect(page.getByRole("table", { name: "Sessions" }).getByText(sessionId)).toHaveCount(0);
});
