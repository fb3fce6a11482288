import { describe, expect, it } from "vitest";
import { ApiError } from "./api";
import { isWorthRetrying } from "./query-client";

const failure = (status: number) => new ApiError("x", { code: "x", status });

describe("isWorthRetrying", () => {
  it("tries again when the server was away or failed", () => {
    expect([0, 500, 502, 503, 504].map((status) => isWorthRetrying(failure(status)))).not.toContain(false);
  });

  it("does not repeat what would be refused again", () => {
    expect([400, 401, 403, 404, 409, 429].map((status) => isWorthRetrying(failure(status)))).not.toContain(true);
    expect(isWorthRetrying(new TypeError("a bug of ours"))).toBe(false);
  });
});
