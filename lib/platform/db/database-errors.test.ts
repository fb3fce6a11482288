import { describe, expect, it } from "vitest";
import { conflict, isAppError } from "@/lib/platform/errors";
import { asUnavailable, isDatabaseDown, isUniqueViolation } from "./database-errors";

const adapterError = (cause: object) =>
  Object.assign(new Error("x"), { code: "P2039", meta: { driverAdapterError: { cause } } });

describe("a database error", () => {
  it.each([
    ["Prisma cannot reach the server", Object.assign(new Error("x"), { code: "P1001" })],
    ["the server is shutting down", adapterError({ originalCode: "57P01" })],
    ["the disk is full", adapterError({ originalCode: "53100" })],
    ["a connection broke", new Error("Connection terminated unexpectedly")],
    ["the socket was refused", new Error("outer", { cause: Object.assign(new Error("x"), { code: "ECONNREFUSED" }) })],
  ])("means down when %s", (_name, error) => {
    expect(isDatabaseDown(error)).toBe(true);
    expect(asUnavailable(error)).toMatchObject({ code: "unavailable", cause: error });
  });

  it.each([
    ["a unique index refuses", Object.assign(new Error("x"), { code: "P2002" })],
    ["SQL is wrong", adapterError({ originalCode: "42601" })],
    ["something else was thrown", "text"],
    ["nothing was thrown", undefined],
  ])("is passed on as it is when %s", (_name, error) => {
    expect(isDatabaseDown(error)).toBe(false);
    expect(asUnavailable(error)).toBe(error);
  });

  it("keeps an error that was meant for the client", () => {
    const error = conflict("taken");
    expect(asUnavailable(error)).toBe(error);
  });

  it("is searched to the end even when causes form a circle", () => {
    const error = new Error("a");
    error.cause = error;
    expect(isDatabaseDown(error)).toBe(false);
  });

  it("tells a taken value from the rest", () => {
    expect(isUniqueViolation(adapterError({ originalCode: "23505" }))).toBe(true);
    expect(isUniqueViolation(adapterError({ originalCode: "23503" }))).toBe(false);
    expect(isAppError(asUnavailable(adapterError({ originalCode: "23505" })))).toBe(false);
  });
});
