import { expect, test, type APIRequestContext } from "@playwright/test";
import type { Assignment } from "@/lib/experiments/schemas";
import type { Model } from "@/lib/registry/schemas";
import { callApi } from "./support/call-api";
import { openPage } from "./support/open-page";

const TASK = "compared_task";
const SLUG = "which-one-answers";

const assign = (request: APIRequestContext, unit: string) =>
  callApi<Assignment>(request, `/experiments/${SLUG}/assign`, { body: { unit } });

test("an experiment goes from the form over traffic to a promoted winner, and back", async ({ page, request }) => {
  test.setTimeout(180_000);
  await callApi(request, "/tasks", { body: { slug: TASK, name: "Compared task" } });
  const fast = await callApi<Model>(request, "/models", {
    body: { provider: "simulator", upstreamId: "sim-instant:experiment" },
  });

  await openPage(page, "/experiments", "Experiments");
  await page.getByRole("link", { name: "New experiment" }).first().click();
  await expect(page.getByRole("heading", { name: "New experiment" })).toBeVisible();
  await page.getByRole("button", { name: "Create draft" }).click();
  await expect(page.getByText("Give it a name with letters or digits").first()).toBeVisible();
  await page.getByLabel("Name", { exact: true }).first().fill("Which one answers");
  await page.getByLabel("Task", { exact: true }).selectOption(TASK);
  await page.getByLabel("Assigned by").selectOption("api");
  await page.getByRole("group", { name: "Variant 1" }).getByLabel("Model").selectOption(fast.slug);
  await page.getByLabel("Primary metric").selectOption("");
  await page.getByLabel("Name of the outcome").fill("approval");
  await page.getByRole("button", { name: "Create draft" }).click();

  await expect(page.getByRole("heading", { name: "Which one answers" })).toBeVisible();
  await page.getByRole("button", { name: "Start", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: /Start/ });
  await expect(dialog).toContainText("50 % Control, 50 % Variant");
  await dialog.getByRole("button", { name: "Start experiment" }).click();
  await expect(page.getByText("Not enough data: the smallest variant")).toBeVisible();

  const places = await Promise.all(Array.from({ length: 400 }, (_, index) => assign(request, `user-${index}`)));
  const outcomes = places.map(({ unit, variant }, index) => ({
    unit,
    measure: "approval",
    value: variant === "variant" ? index % 10 !== 0 : index % 2 === 0,
    id: unit,
  }));
  await callApi(request, `/experiments/${SLUG}/outcomes`, { body: { outcomes } });

  await page.reload();
  const verdict = page.getByRole("region", { name: "Verdict" });
  await expect(verdict).toContainText("Ship");
  await page.getByRole("button", { name: "Promote Variant" }).click();
  await page
    .getByRole("dialog", { name: /Promote/ })
    .getByRole("button", { name: "Stop and promote" })
    .click();
  await expect(page.getByText("Stopped", { exact: true }).first()).toBeVisible();
  const promoted = await callApi<{ configuration: { model: string | null } }>(request, `/config/${TASK}`);
  expect(promoted.configuration.model).toBe(fast.slug);

  await page.getByRole("button", { name: /Undo “Stopped and promoted/ }).click();
  await expect(page.getByText("Running", { exact: true }).first()).toBeVisible();
  const before = await callApi<{ configuration: { model: string | null } }>(request, `/config/${TASK}`);
  expect(before.configuration.model).toBeNull();
});

test("an experiment of eight variants shows every one, its segments, who was preferred, and exports it all", async ({
  page,
  request,
}) => {
  test.setTimeout(120_000);
  const [task, slug] = ["eight_way_task", "eight-ways"];
  await callApi(request, "/tasks", { body: { slug: task, name: "Eight way task" } });
  const keys = ["control", ...Array.from({ length: 7 }, (_, index) => `way-${index + 1}`)];
  await callApi(request, "/experiments", {
    body: {
      slug,
      name: "Eight ways",
      task,
      unit: "user",
      assignment: "api",
      segmentBy: "plan",
      variants: keys.map((key) => ({ key, name: `Name of ${key}`, weight: 0.125 })),
      primary: { measure: "approval" },
      guardrails: [{ measure: "complaints", margin: 0.1, isLowerBetter: true }],
    },
  });
  await openPage(page, `/experiments/${slug}`, "Eight ways");
  await expect(page.getByText("To know before it starts")).toBeVisible();
  await callApi(request, `/experiments/${slug}/start`, { body: {} });
  const places = await Promise.all(
    Array.from({ length: 240 }, (_, index) =>
      callApi<Assignment>(request, `/experiments/${slug}/assign`, {
        body: { unit: `user-${index}`, attributes: { plan: index % 2 ? "pro" : "free" } },
      }),
    ),
  );
  const outcomes = places.map(({ unit }, index) => ({ unit, measure: "approval", value: index % 3 === 0 }));
  await callApi(request, `/experiments/${slug}/outcomes`, { body: { outcomes } });
  const judgements = keys.slice(1).flatMap((key) => [
    { preferred: key, over: "control" },
    { preferred: key, over: "control" },
    { preferred: "control", over: key },
  ]);
  await callApi(request, `/experiments/${slug}/judgements`, { body: { judgements } });

  await openPage(page, `/experiments/${slug}`, "Eight ways");
  const rowsOf = (table: string) => page.getByRole("region", { name: table, exact: true }).getByRole("row");
  await expect(rowsOf("Variants")).toHaveCount(1 + 8);
  await expect(rowsOf("Effects")).toHaveCount(1 + 2 * 7);
  await expect(rowsOf("Segments")).toHaveCount(1 + 2 * 8);
  await expect(rowsOf("Preferences")).toHaveCount(1 + 8);
  await expect(rowsOf("Preferences").last()).toContainText("Name of control");
  await expect(page.getByRole("region", { name: "Verdict" })).toContainText("Not enough data");

  const csv = await request.get(`/api/v1/experiments/${slug}/results?format=csv`);
  expect(csv.headers()["content-type"]).toContain("text/csv");
  const lines = (await csv.text()).trim().split("\n");
  expect(lines[0]).toContain("metric,role,variant");
  expect(lines.filter((line) => line.startsWith("approval,"))).toHaveLength(8);
});
