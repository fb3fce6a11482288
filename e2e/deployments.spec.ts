import { expect, test } from "@playwright/test";
import type { Deployment } from "@/lib/deployments/schemas";
import type { RunResult } from "@/lib/gateway/schemas";
import type { ModelVersion, Task } from "@/lib/registry/schemas";
import type { TrainingRun } from "@/lib/training/schemas";
import { callApi } from "./support/call-api";
import { labelledCsv } from "./support/labelled-csv";
import { openPage } from "./support/open-page";
import { importCsv, train } from "./support/train";

const TASK = "letter_sorting";

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ playwright, baseURL }, { project }) => {
  const request = await playwright.request.newContext({ baseURL, storageState: project.use.storageState });
  const body = { slug: TASK, name: "Letter sorting", kind: "classification", category: "language" };
  await callApi<Task>(request, "/tasks", { body });
  await request.dispose();
});

test("a new version takes over share by share while users are served, and one click brings the old one back", async ({
  page,
  request,
}) => {
  test.setTimeout(150_000);
  await importCsv(request, TASK, labelledCsv(), "letters");
  await train(request, TASK, ["nb"]);
  const again = { task: TASK, classifiers: ["nb"], activate: false };
  const { id } = await callApi<TrainingRun>(request, "/training/runs", { body: again });
  const run = () => callApi<TrainingRun>(request, `/training/runs/${id}`);
  await expect.poll(async () => (await run()).status, { timeout: 60_000 }).toBe("succeeded");

  await openPage(page, `/training/${id}`, `Training run for ${TASK}`);
  await expect(page.getByText("It was asked for without putting it into service.")).toBeVisible();
  await page.getByRole("link", { name: "1.1.0" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "local/nb 1.1.0" })).toBeVisible();
  await expect(page.getByText("Accuracy, held out")).toBeVisible();
  await expect(page.getByRole("img", { name: /Confusion matrix of \d+ labels/ })).toBeVisible();
  await expect(page.getByText("It was never deployed.")).toBeVisible();

  await page.getByRole("button", { name: "Deploy…" }).click();
  const dialog = page.getByRole("dialog", { name: "Deploy local/nb 1.1.0" });
  await dialog.getByLabel("How").selectOption("rollout");
  await dialog.getByLabel("Minutes at each share").fill("0");
  await dialog.getByLabel("Reason").fill("Trained anew");
  await dialog.getByRole("button", { name: "Deploy" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `local/nb 1.1.0 for ${TASK}` })).toBeVisible();
  await expect(page.getByText("Under way", { exact: true })).toBeVisible();

  const serve = async () => {
    for (let user = 0; user < 30; user++) {
      const body = { task: TASK, input: "Question about invoice", sessionId: `user-${user}` };
      await callApi<RunResult>(request, "/run", { body });
    }
    const deployments = await callApi<Deployment[]>(request, "/deployments", { query: { task: TASK, limit: "1" } });
    return deployments[0]?.state.status;
  };
  await expect.poll(serve, { timeout: 90_000 }).toBe("succeeded");
  await expect(page.getByText("In service", { exact: true }).first()).toBeVisible();
  await expect(page.getByText("Serves everything")).toBeVisible();
  await expect(page.getByRole("region", { name: "Gates" })).toContainText("Failures");

  await page.getByRole("button", { name: "Roll back" }).click();
  await expect(page.getByText("Rolled back", { exact: true }).first()).toBeVisible();
  const active = await callApi<ModelVersion[]>(request, "/model-versions", { query: { task: TASK, status: "active" } });
  expect(active.map(({ version }) => version)).toEqual(["1.0.0"]);

  await openPage(page, `/deployments?task=${TASK}`, "Deployments");
  await expect(page.getByRole("row", { name: /local\/nb 1\.1\.0/ })).toContainText("Rolled back");
  await openPage(page, "/deployments?status=paused", "Deployments");
  await expect(page.getByText("No deployment in this state")).toBeVisible();
});

test("a canary can be paused, resumed and aborted, and the version in service stays", async ({ page, request }) => {
  const [candidate] = await callApi<ModelVersion[]>(request, "/model-versions", {
    query: { task: TASK, status: "inactive" },
  });
  const { id } = await callApi<Deployment>(request, `/model-versions/${candidate!.id}/deploy`, {
    body: { strategy: "canary", steps: [0, 50, 100] },
  });
  await openPage(page, `/deployments/${id}`, `local/nb ${candidate!.version} for ${TASK}`);
  await expect(page.getByRole("listitem").filter({ hasText: "shadow" }).first()).toBeVisible();
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByRole("button", { name: "Resume" })).toBeVisible();
  await page.getByRole("button", { name: "Resume" }).click();
  await page.getByRole("button", { name: "Abort", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Abort it" }).click();
  await expect(page.getByText("Aborted", { exact: true }).first()).toBeVisible();
});

test("what a version answered to held-out examples is shown, and it is deleted and brought back", async ({
  page,
  request,
}) => {
  const [candidate] = await callApi<ModelVersion[]>(request, "/model-versions", {
    query: { task: TASK, status: "inactive" },
  });
  const { id, version } = candidate!;
  await openPage(page, `/deployments/versions/${id}`, `local/nb ${version}`);
  const answers = page.getByRole("region", { name: "Answers to held-out examples" });
  await answers.getByLabel("Answers", { exact: true }).selectOption("All answers");
  await expect(answers.getByRole("row").nth(1)).toContainText("%");
  await answers.getByLabel("Compared with").selectOption({ index: 1 });
  await expect(answers.getByRole("columnheader", { name: /answered$/ })).toBeVisible();

  await page.getByRole("button", { name: "Delete…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete version" }).click();
  await expect(page.getByText(`Version ${version} is deleted`)).toBeVisible();
  await expect(page.getByRole("button", { name: "Deploy…" })).toBeHidden();
  const listed = await callApi<ModelVersion[]>(request, "/model-versions", { query: { task: TASK } });
  expect(listed.map((one) => one.id)).not.toContain(id);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("It can be deployed again")).toBeVisible();
  await expect(page.getByRole("button", { name: "Deploy…" })).toBeVisible();
});
