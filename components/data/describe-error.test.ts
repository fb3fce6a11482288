import { describe, expect, it } from "vitest";
import { ApiError } from "@/lib/client/api";
import { describeError } from "./describe-error";

describe("describeError", () => {
  it("shows what the API said, with the request id", () => {
    const error = new ApiError("`limit` is at most 200", { code: "invalid_input", status: 400, requestId: "r1" });
    expect(describeError(error)).toMatchObject({
      message: "`limit` is at most 200",
      requestId: "r1",
      needsSignIn: false,
    });
  });

  it("offers to sign in when the session ended", () => {
    expect(describeError(new ApiError("x", { code: "unauthenticated", status: 401 })).needsSignIn).toBe(true);
  });

  it("keeps messages of our own bugs from the reader", () => {
    expect(describeError(new TypeError("undefined is not a function")).message).not.toContain("undefined");
  });
});
