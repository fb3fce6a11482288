import { expect, test } from "@playwright/test";
import type { RunResult } from "@/lib/gateway/schemas";
import type { AnswerMetrics } from "@/lib/feedback/schemas";
import type { Task } from "@/lib/registry/schemas";
import { callApi } from "./support/call-api";
import { labelledCsv } from "./support/labelled-csv";
import { openPage } from "./support/open-page";
import { importCsv, train } from "./support/train";

const TASK = "answers_sorting";

test("judged answers show how accurate a task is, how requests spread, and leave as a file", async ({
  page,
  request,
}) => {
  test.setTimeout(120_000);
  await callApi<Task>(request, "/tasks", {
    body: { slug: TASK, name: TASK, kind: "classification", category: "language" },
  });
  await openPage(page, `/answers?task=${TASK}`, "Answers");
  await expect(page.getByText("No answer matches")).toBeVisible();

  await importCsv(request, TASK, labelledCsv(), "Examples");
  await train(request, TASK, ["nb"]);
  for (const input of ["wrong invoice", "the parcel is late", "my password is gone"]) {
    const { execution, label } = await callApi<RunResult>(request, "/run", {
      body: { task: TASK, input, tags: { priority: "high", type: "classification" } },
    });
    await callApi(request, "/feedback", { body: { executionId: execution.id, kind: "label", value: label } });
  }
  const metrics = () => callApi<AnswerMetrics>(request, "/metrics/answers", { query: { task: TASK, period: "day" } });
  await expect.poll(async () => (await metrics()).classification[0]?.judgedCount).toBe(3);

  await openPage(page, `/answers?task=${TASK}`, "Answers");
  await expect(page.getByRole("row", { name: new RegExp(TASK) })).toContainText("100");
  await expect(page.getByRole("list", { name: "By answer" })).toContainText("billing");
  await expect(page.getByRole("heading", { name: "Recommendations" })).toBeVisible();
  await page.getByRole("button", { name: "Clear" }).first().click();
  await expect(page).toHaveURL(/\/answers(\?(?!.*task=).*)?$/);
  await expect(page.getByRole("list", { name: "By priority" })).toContainText("high");

  const file = await request.get(`/api/v1/metrics/answers?task=${TASK}&period=day&format=csv`);
  expect(await file.text()).toContain(TASK);
});
