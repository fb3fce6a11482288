import { afterEach, describe, expect, it } from "vitest";
import type { Database } from "@/lib/platform/db";
import { parseExposition } from "@/lib/platform/metrics/test-exposition";
import { setRuntime } from "@/lib/platform/runtime";
import { testRuntime } from "@/lib/platform/test-runtime";
import { GET } from "./route";

const TOKEN = "scrape-me-0123456789";

async function scrape(metricsToken: string | null, authorization?: string): Promise<Response> {
  const runtime = testRuntime({ db: {} as Database });
  setRuntime({ ...runtime, environment: { ...runtime.environment, metricsToken } });
  const request = new Request("http://127.0.0.1/metrics", { headers: authorization ? { authorization } : {} });
  return GET(request, { params: Promise.resolve({}) });
}

describe("GET /metrics", () => {
  afterEach(() => setRuntime(testRuntime({ db: {} as Database })));

  it("answers 404 while no token is configured", async () => {
    expect((await scrape(null, `Bearer ${TOKEN}`)).status).toBe(404);
  });

  it.each([undefined, "Bearer wrong", "Bearer ", TOKEN.slice(1)])("answers 401 to %s", async (authorization) => {
    expect((await scrape(TOKEN, authorization)).status).toBe(401);
  });

  it("gives text that a strict parser takes to whoever sends the token", async () => {
    const answer = await scrape(TOKEN, `Bearer ${TOKEN}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(parseExposition(await answer.text()).size).toBeGreaterThan(0);
  });
});
