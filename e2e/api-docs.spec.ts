import { expect, test } from "@playwright/test";
import { OTHER_SPELLINGS } from "../other-spellings";
import { expectAccessible } from "./support/expect-accessible";
import { openPage } from "./support/open-page";

const SAMPLES: Record<string, string> = {
  ":report": "stats",
  ":task": "general_chat",
  ":action": "versions",
  ":slug": "no-such-test",
};

/** What can be done with a task is not what can be done with a test. */
const sample = (path: string) =>
  path.replace(":slug/:action", "no-such-test/results").replace(/:\w+\*?/g, (name) => SAMPLES[name] ?? "x");

test("a route is found by a field's name and called by the command that is shown", async ({ page }) => {
  await openPage(page, "/docs", "API");
  await page.getByRole("searchbox", { name: "Search routes and fields" }).fill("recommend strategy");
  await expect(page).toHaveURL(/q=recommend/);
  const route = page.getByText("/api/v1/models/recommend", { exact: true }).first();
  await route.click();
  const fields = page.getByRole("list", { name: "Fields of POST /api/v1/models/recommend" });
  await expect(fields.getByText("strategy", { exact: true })).toBeVisible();
  await expect(page.getByText(/curl http.*\/api\/v1\/models\/recommend/)).toBeVisible();
  await expectAccessible(page, "an open route");

  await page.getByRole("searchbox", { name: "Search routes and fields" }).fill("there is no such thing");
  await expect(page.getByText("No route has these words")).toBeVisible();
});

test("anyone may read the document, and it is OpenAPI 3.1", async ({ page }) => {
  const answer = await page.request.get("/api/openapi.json");
  expect(answer.status()).toBe(200);
  expect(await answer.json()).toMatchObject({ openapi: "3.1.0", paths: { "/api/v1/run": { post: {} } } });
});

test("every other spelling answers like the path that it stands for", async ({ page }) => {
  await openPage(page, "/docs", "API");
  for (const { source, destination } of OTHER_SPELLINGS) {
    const [given, own] = await Promise.all(
      [source, destination].map(async (path) => {
        const get = await page.request.get(sample(path));
        // Nothing is begun: every route refuses a field or a parameter that it does not know.
        const post = () => page.request.post(`${sample(path)}?nothing=1`, { data: { nothing: 1 } });
        const answer = get.status() === 405 ? await post() : get;
        return { status: answer.status(), body: (await answer.json()) as Record<string, unknown> };
      }),
    );
    expect(given!.status, source).toBe(own!.status);
    expect(Object.keys(given!.body), source).toEqual(Object.keys(own!.body));
    expect(Object.keys(given!.body), `${source} is served by a route of ours`).toContainEqual(
      expect.stringMatching(/^(data|error)$/),
    );
  }
});
