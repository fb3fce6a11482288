import { expect, test, type APIRequestContext } from "@playwright/test";
import type { MetricsReport } from "@/lib/executions/schemas";
import { parseExposition } from "@/lib/platform/metrics/test-exposition";
import { callApi } from "./support/call-api";

/** The same as in scripts/e2e-server.mjs. */
const METRICS_TOKEN = "e2e-metrics-token-0123456789";
const TASK = "general_chat";

test.describe("Prometheus", () => {
  test("is refused without the token, also to a signed-in owner", async ({ request }) => {
    expect((await request.get("/metrics")).status()).toBe(401);
    expect((await request.get("/metrics", { headers: { authorization: "Bearer wrong" } })).status()).toBe(401);
  });

  test("reads counters that agree with the database", async ({ request }) => {
    const before = { counted: await scrape(request), stored: await stored(request) };
    for (let index = 0; index < 3; index++) {
      await callApi(request, "/run", {
        body: { task: TASK, input: `Say hello ${index}`, model: "simulator/sim-fast" },
      });
    }
    await expect.poll(async () => (await stored(request)).count).toBe(before.stored.count + 3);
    const after = { counted: await scrape(request), stored: await stored(request) };

    const counted = (name: string, labels: Record<string, string>) =>
      after.counted(name, labels) - before.counted(name, labels);
    expect(counted("gym_gateway_requests_total", { task: TASK })).toBe(3);
    const model = { model: "simulator/sim-fast" };
    const costUsd = after.stored.costUsd - before.stored.costUsd;
    expect(counted("gym_gateway_cost_usd_total", model)).toBeCloseTo(costUsd, 9);
    const outputTokens = after.stored.outputTokens - before.stored.outputTokens;
    const output = counted("gym_gateway_tokens_total", { ...model, class: "output" });
    expect(output + counted("gym_gateway_tokens_total", { ...model, class: "reasoning" })).toBe(outputTokens);
    expect(outputTokens).toBeGreaterThan(0);
    expect(counted("gym_http_request_seconds_count", { route: "/api/v1/run", status: "200" })).toBe(3);
  });
});

async function scrape(request: APIRequestContext) {
  const answer = await request.get("/metrics", { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  expect(answer.status()).toBe(200);
  const families = parseExposition(await answer.text());
  return (name: string, labels: Record<string, string>): number =>
    [...families.values()]
      .flatMap(({ samples }) => samples)
      .filter((sample) => sample.name === name)
      .filter((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value))
      .reduce((sum, { value }) => sum + value, 0);
}

async function stored(request: APIRequestContext) {
  const query = { period: "day", task: TASK };
  return (await callApi<MetricsReport>(request, "/metrics", { query })).current;
}
