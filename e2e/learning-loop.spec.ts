import { expect, test } from "@playwright/test";
import type { Deployment } from "@/lib/deployments/schemas";
import type { FeedbackResult } from "@/lib/feedback/schemas";
import type { RunResult } from "@/lib/gateway/schemas";
import type { ModelVersion, Task } from "@/lib/registry/schemas";
import type { Dataset, Example, TriggerReport } from "@/lib/training/schemas";
import { callApi } from "./support/call-api";
import { labelledCsv } from "./support/labelled-csv";
import { openPage } from "./support/open-page";
import { importCsv, train } from "./support/train";

const TASK = "loop_sorting";
const HAND_TASK = "loop_by_itself";

test.beforeAll(async ({ playwright, baseURL }, { project }) => {
  const request = await playwright.request.newContext({ baseURL, storageState: project.use.storageState });
  for (const slug of [TASK, HAND_TASK]) {
    await callApi<Task>(request, "/tasks", {
      body: { slug, name: slug, kind: "classification", category: "language" },
    });
  }
  await request.dispose();
});

test("a correction in the browser becomes an example, is reviewed by keyboard, and a run learns from it", async ({
  page,
  request,
}) => {
  test.setTimeout(150_000);
  await importCsv(request, TASK, labelledCsv(), "First examples");
  await train(request, TASK, ["nb"]);

  await openPage(page, `/playground?task=${TASK}`, "Playground");
  await page.getByRole("textbox", { name: "Input" }).fill("The wallet app shows a strange number");
  await page.getByRole("button", { name: "Send" }).click();
  const results = page.getByRole("region", { name: "Results" });
  await results.getByRole("button", { name: "Correct the label" }).first().click();
  await page.getByLabel("The right label").fill("no such label");
  await expect(page.getByRole("button", { name: "Send the correction" })).toBeDisabled();
  await page.getByLabel("The right label").fill("login");
  await page.getByRole("button", { name: "Send the correction" }).click();
  await expect(page.getByText("Thank you: your feedback is stored")).toBeVisible();

  const open = () => callApi<Example[]>(request, "/training/examples", { query: { task: TASK, state: "pending" } });
  await expect.poll(async () => (await open()).map(({ label }) => label), { timeout: 20_000 }).toContain("login");
  await openPage(page, `/training/review?task=${TASK}`, "Review");
  const example = page.getByRole("region", { name: "Example" });
  await expect(example).toBeVisible();
  while (!(await example.textContent())?.includes("The wallet app")) await page.keyboard.press("s");
  await page.keyboard.press("a");
  await expect(example.getByText("The wallet app")).toBeHidden();
  const accepted = () =>
    callApi<Example[]>(request, "/training/examples", { query: { task: TASK, state: "accepted" } });
  await expect
    .poll(async () => (await accepted()).map(({ text }) => text))
    .toContain("The wallet app shows a strange number");
  await page.keyboard.press("u");
  await expect.poll(async () => (await accepted()).length).toBe(0);
  await expect(example).toContainText("The wallet app");
  await page.keyboard.press("a");
  await expect.poll(async () => (await accepted()).length).toBe(1);

  await openPage(page, `/training/data?task=${TASK}`, "Training data");
  await page.getByRole("button", { name: "Build a dataset" }).click();
  await expect(
    page.getByText(/A dataset of \d+ examples with 4 labels is built, 1 of them reviewed here/),
  ).toBeVisible();
  const [dataset] = await callApi<Dataset[]>(request, "/training/datasets", { query: { task: TASK } });
  expect(dataset).toMatchObject({ source: "pool", poolCount: 1 });

  await openPage(page, `/training/triggers?task=${TASK}`, "Triggers");
  await expect(page.getByRole("list", { name: "Triggers" }).getByRole("listitem")).toHaveCount(6);
  await page.getByRole("button", { name: "Train now" }).click();
  await expect(page.getByText("A run is started on what was accepted so far")).toBeVisible();
  await expect(page.getByText(/The last run (came into service|is kept, not deployed)/)).toBeVisible({
    timeout: 90_000,
  });
});

/** Words that the first examples do not hold, three to a label. */
const NEW_WORDS = {
  billing: ["surcharge", "discount", "invoice", "currency", "tariff"],
  delivery: ["drone", "depot", "doorstep", "customs", "pallet"],
  login: ["fingerprint", "captcha", "session", "biometric", "token"],
} as const;
const FRAMES = [
  "again the",
  "please see the",
  "what about the",
  "trouble with the",
  "my question is the",
  "regarding the",
];
const TEXTS = Object.entries(NEW_WORDS).flatMap(([label, words]) =>
  words.flatMap((word) =>
    FRAMES.flatMap((frame) => [1, 2, 3].map((number) => ({ label, text: `${frame} ${word} number ${number}` }))),
  ),
);

const LONG = { tag: "@long" };

test(
  "right labels alone bring a better version into service, with no hand on it but the first",
  LONG,
  async ({ request }) => {
    test.setTimeout(300_000);
    await importCsv(request, HAND_TASK, labelledCsv(), "First examples");
    await train(request, HAND_TASK, ["nb"]);
    const versions = (status: string) =>
      callApi<ModelVersion[]>(request, "/model-versions", { query: { task: HAND_TASK, status } });
    const [first] = await versions("active");

    await callApi(request, `/training/triggers/${HAND_TASK}`, {
      method: "PATCH",
      body: {
        isAutomatic: true,
        exampleCount: 150,
        autoAcceptQuality: 0.6,
        classifiers: ["nb"],
        deployment: { strategy: "canary", steps: [50, 100], stepMinutes: 0, minSample: 20, minJudged: 10 },
      },
    });
    const send = async (offset: number) => {
      for (const [index, { text, label }] of TEXTS.entries()) {
        const input = `${text}${offset ? ` (${offset})` : ""}`;
        const { execution } = await callApi<RunResult>(request, "/run", {
          body: { task: HAND_TASK, input, sessionId: `s${offset}-${index}` },
        });
        await callApi<FeedbackResult>(request, "/feedback", {
          body: {
            executionId: execution.id,
            kind: "label",
            value: label,
            source: "expert",
            userRef: `expert-${index % 7}`,
          },
        });
      }
    };
    await send(0);

    const report = () => callApi<TriggerReport>(request, "/training/triggers", { query: { task: HAND_TASK } });
    await expect
      .poll(async () => (await report()).lastRun?.outcome?.kind, { timeout: 120_000, intervals: [2_000] })
      .toBe("deployed");
    expect((await report()).lastRun?.outcome?.reason).toContain("It beats version");

    let round = 1;
    const deployment = async () => {
      const [newest] = await callApi<Deployment[]>(request, "/deployments", { query: { task: HAND_TASK } });
      if (newest?.state.status === "running" && round < 6) await send(round++);
      return newest?.state.status;
    };
    await expect.poll(deployment, { timeout: 150_000, intervals: [5_000] }).toBe("succeeded");
    const [serving] = await versions("active");
    expect(serving!.id).not.toBe(first!.id);
    expect(serving!.metrics.accuracy).toBeGreaterThan(0.8);
  },
);
