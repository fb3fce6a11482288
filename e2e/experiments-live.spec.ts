import { expect, test, type APIRequestContext } from "@playwright/test";
import type { Experiment, ExperimentResults, OutcomesAnswer } from "@/lib/experiments/schemas";
import type { ConfigurationVersion, Model } from "@/lib/registry/schemas";
import { callApi, createKey, listExecutions } from "./support/call-api";
import { openPage } from "./support/open-page";

type Served = { executionId: string; variant: string };

const configurationOf = (request: APIRequestContext, task: string) =>
  callApi<ConfigurationVersion>(request, `/config/${task}`);

/** A task that pins one simulated model, and another model to try. */
async function prepareTask(request: APIRequestContext, task: string): Promise<{ usual: string; other: string }> {
  await callApi(request, "/tasks", { body: { slug: task, name: task.replaceAll("_", " ") } });
  const [usual, other] = await Promise.all(
    ["usual", "other"].map((name) =>
      callApi<Model>(request, "/models", {
        body: { provider: "simulator", upstreamId: `sim-instant:${task}-${name}` },
      }),
    ),
  );
  const { configuration } = await configurationOf(request, task);
  await callApi(request, `/config/${task}`, {
    method: "PUT",
    body: { configuration: { ...configuration, model: usual!.slug, explorationShare: 0 } },
  });
  return { usual: usual!.slug, other: other!.slug };
}

/** Requests of many users over the gateway, and which variant each got; the variant was served by the model it names. */
async function sendTraffic(request: APIRequestContext, task: string, models: Record<string, string>) {
  const key = await createKey(request, `Traffic of ${task}`, ["run"]);
  const ask = async (index: number): Promise<Served> => {
    const answer = await request.post("/v1/chat/completions", {
      headers: { authorization: `Bearer ${key}` },
      data: {
        model: "auto",
        messages: [{ role: "user", content: `Question ${index}` }],
        gym: { task, userRef: `user-${index}` },
      },
    });
    expect(answer.ok(), await answer.text()).toBe(true);
    const { gym } = (await answer.json()) as {
      gym: { executionId: string; model: string; experiment: { variant: string } };
    };
    expect(gym.model).toBe(models[gym.experiment.variant]);
    return { executionId: gym.executionId, variant: gym.experiment.variant };
  };
  const served: Served[] = [];
  for (let from = 0; from < 240; from += 20)
    served.push(...(await Promise.all(Array.from({ length: 20 }, (_, index) => ask(from + index)))));
  return served;
}

/** Nine of ten approve what the other model says, half of them the usual one's. */
async function reportApproval(request: APIRequestContext, slug: string, served: readonly Served[], better: string) {
  const outcomes = served.map(({ executionId, variant }, index) => ({
    executionId,
    measure: "approved",
    value: variant === better ? index % 10 !== 0 : index % 2 === 0,
    id: executionId,
  }));
  const answer = await callApi<OutcomesAnswer>(request, `/experiments/${slug}/outcomes`, { body: { outcomes } });
  expect(answer).toEqual({ counted: served.length, duplicates: 0 });
}

test("live traffic decides an experiment of the wizard, whose winner is promoted and taken back byte for byte", async ({
  page,
  request,
}) => {
  test.setTimeout(240_000);
  const [task, slug] = ["live_wizard_task", "which-model-is-approved"];
  const { usual, other } = await prepareTask(request, task);
  const before = await configurationOf(request, task);

  await openPage(page, "/experiments/new", "New experiment");
  await page.getByLabel("Name", { exact: true }).first().fill("Which model is approved");
  await page.getByLabel("Task", { exact: true }).selectOption(task);
  await page.getByRole("group", { name: "Variant 1" }).getByLabel("Model").selectOption(other);
  await page.getByLabel("Unit", { exact: true }).selectOption("user");
  await page.getByLabel("Primary metric").selectOption("");
  await page.getByLabel("Name of the outcome").fill("approved");
  // A ratio asks for what stands below its line.
  await page.getByLabel("Of each unit", { exact: true }).selectOption("ratio");
  await page.getByLabel("Below the line").selectOption("");
  await page.getByRole("button", { name: "Create draft" }).click();
  await expect(page.getByText("Name the outcome below the line").first()).toBeVisible();
  await page.getByLabel("Of each unit", { exact: true }).selectOption("mean");
  await page.getByRole("button", { name: "Create draft" }).click();
  await expect(page.getByRole("heading", { name: "Which model is approved" })).toBeVisible();
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.getByRole("dialog", { name: /Start/ }).getByRole("button", { name: "Start experiment" }).click();
  await expect(page.getByText("Not enough data: the smallest variant")).toBeVisible();

  const served = await sendTraffic(request, task, { control: usual, variant: other });
  await reportApproval(request, slug, served, "variant");
  await openPage(page, `/experiments/${slug}`, "Which model is approved");
  await expect(page.getByRole("region", { name: "Verdict" })).toContainText("Ship");
  const samples = page.getByRole("region", { name: "Sample executions" });
  await expect(samples.getByRole("row")).toHaveCount(1 + 10);
  await expect(samples.getByRole("row").nth(1)).toContainText(/control|variant/);
  await expect(samples).toContainText(other);

  await page.emulateMedia({ media: "print" });
  await expect(page.getByText(/^As of .*started .*phase 1\.$/)).toBeVisible();
  await expect(page.getByRole("region", { name: "Verdict" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Print report" })).toBeHidden();
  await expect(page.getByText("Sample executions", { exact: true })).toBeHidden();
  await page.emulateMedia({ media: "screen" });

  await page.getByRole("button", { name: "Promote Variant" }).click();
  await page
    .getByRole("dialog", { name: /Promote/ })
    .getByRole("button", { name: "Stop and promote" })
    .click();
  await expect(page.getByText("Stopped", { exact: true }).first()).toBeVisible();
  const promoted = await configurationOf(request, task);
  expect(promoted).toMatchObject({ version: before.version + 1, configuration: { model: other } });
  const [newest] = await listExecutions(request, { experiment: slug, limit: "1" });
  await page.goto(`/timeline?task=${task}&kind=configuration`);
  await expect(
    page
      .getByRole("row")
      .filter({ hasText: `version ${promoted.version}` })
      .first(),
  ).toBeVisible();

  await openPage(page, `/experiments/${slug}`, "Which model is approved");
  await page.getByRole("button", { name: /Undo “Stopped and promoted/ }).click();
  await expect(page.getByText("Running", { exact: true }).first()).toBeVisible();
  const after = await configurationOf(request, task);
  expect(after.version).toBe(before.version + 2);
  expect(JSON.stringify(after.configuration)).toBe(JSON.stringify(before.configuration));
  // What was served stays recorded under its variant.
  expect((await listExecutions(request, { experiment: slug, limit: "1" }))[0]!.id).toBe(newest!.id);
  await callApi(request, `/experiments/${slug}/stop`, { body: {} });
});

test("the same by API alone: from the design over live traffic to the promoted winner, and back byte for byte", async ({
  request,
}) => {
  test.setTimeout(180_000);
  const [task, slug] = ["live_api_task", "approved-by-api"];
  const { usual, other } = await prepareTask(request, task);
  const before = await configurationOf(request, task);
  await callApi(request, "/experiments", {
    body: {
      slug,
      name: "Approved by API",
      task,
      unit: "user",
      variants: [
        { key: "control", name: "Control", weight: 0.5 },
        { key: "other", name: "Other", weight: 0.5, configuration: { model: other } },
      ],
      primary: { measure: "approved" },
    },
  });
  await callApi(request, `/experiments/${slug}/start`, { body: {} });
  const served = await sendTraffic(request, task, { control: usual, other });
  await reportApproval(request, slug, served, "other");
  const results = await callApi<ExperimentResults>(request, `/experiments/${slug}/results`);
  expect(results).toMatchObject({ units: 240, isVerdictKept: true, verdict: { action: "ship", variant: "other" } });
  for (const format of ["csv", "json", "jsonl"]) {
    const file = await request.get(`/api/v1/experiments/${slug}/results?format=${format}`);
    expect(file.headers()["content-disposition"]).toContain(`experiment-${slug}.${format}`);
    expect(await file.text()).not.toMatch(/NaN|Infinity/);
  }
  await callApi<Experiment>(request, `/experiments/${slug}/stop`, { body: { promote: "other" } });
  expect(await configurationOf(request, task)).toMatchObject({
    version: before.version + 1,
    configuration: { model: other },
  });
  expect(await callApi<Experiment>(request, `/experiments/${slug}/undo`, { method: "POST" })).toMatchObject({
    status: "running",
  });
  const after = await configurationOf(request, task);
  expect(JSON.stringify(after.configuration)).toBe(JSON.stringify(before.configuration));
  const again = await request.post(`/api/v1/experiments/${slug}/stop`, { data: {} });
  expect(again.ok()).toBe(true);
  const twice = await request.post(`/api/v1/experiments/${slug}/stop`, { data: {} });
  expect(twice.status()).toBe(409);
});

test("the tester takes every method, and a lost variant is one click from an alert rule", async ({ page, request }) => {
  await openPage(page, "/experiments/tester", "Test the tester");
  const method = page.getByLabel("Method", { exact: true });
  await expect(method.getByRole("option")).toHaveCount(4);
  await method.selectOption("fixed");
  await expect(page.getByText("its level holds for that one look").first()).toBeVisible();
  await page.getByLabel("Task", { exact: true }).selectOption("live_api_task");
  await page.getByLabel("Metric", { exact: true }).selectOption("latency");
  await page.getByRole("spinbutton", { name: "Experiments" }).fill("20");
  await page.getByRole("button", { name: "Run A/A test" }).click();
  await expect(page.getByText("of the one look at the end")).toBeVisible({ timeout: 30_000 });

  await openPage(page, "/experiments/which-model-is-approved", "Which model is approved");
  await page.getByRole("link", { name: "Be told when a variant loses its model" }).click();
  const dialog = page.getByRole("dialog", { name: "Create an alert rule" });
  await expect(dialog.getByLabel("Metric", { exact: true })).toHaveValue("lost_variants");
  await dialog.getByLabel("Name", { exact: true }).fill("A variant lost its model");
  await dialog.getByRole("button", { name: /Create/ }).click();
  await expect(page.getByRole("row").filter({ hasText: "A variant lost its model" })).toBeVisible();
  const rules = await callApi<{ id: string; metric: string }[]>(request, "/alert-rules");
  const made = rules.find(({ metric }) => metric === "lost_variants");
  expect(made).toBeDefined();
  await callApi(request, `/alert-rules/${made!.id}`, { method: "DELETE" });
});
