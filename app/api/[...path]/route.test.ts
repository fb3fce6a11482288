import { describe, expect, it } from "vitest";
import type { Database } from "@/lib/platform/db";
import { setRuntime } from "@/lib/platform/runtime";
import { testRuntime } from "@/lib/platform/test-runtime";
import { GET, POST } from "./route";

describe("an address of the API that does not exist", () => {
  it.each([
    ["GET", GET],
    ["POST", POST],
  ])("answers %s in the form of every failure, and says where to look", async (method, handler) => {
    setRuntime(testRuntime({ db: {} as Database }));
    const request = new Request("http://127.0.0.1/api/v1/modles?limit=1", { method });
    const response = await handler(request, { params: Promise.resolve({ path: ["v1", "modles"] }) });
    expect(response.status).toBe(404);
    const { error } = (await response.json()) as { error: Record<string, string> };
    expect(error).toMatchObject({
      code: "not_found",
      message: expect.stringMatching(/^There is no \/api\/v1\/modles\./),
    });
    expect(error.requestId).toBe(response.headers.get("x-request-id"));
  });
});
