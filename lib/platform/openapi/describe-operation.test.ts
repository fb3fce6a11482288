import { describe, expect, it } from "vitest";
import { z } from "zod";
import { describeOperation, operationId, splitSummary } from "./describe-operation";
import { schemaOf } from "./schema-of";

const declaration = {
  isPublic: false,
  scope: undefined,
  query: undefined,
  body: undefined,
  bodyType: undefined,
  answerType: undefined,
  status: 200,
  maxBodyBytes: undefined,
};

describe("an operation of the API's description", () => {
  it("has an id that names the method and the path, parameters included", () => {
    expect(operationId("GET", "/api/v1/tasks")).toBe("getTasks");
    expect(operationId("POST", "/api/v1/alert-rules/{id}/test")).toBe("postAlertRulesByIdTest");
    expect(operationId("GET", "/api/v1/tasks/{slug}")).not.toBe(operationId("GET", "/api/v1/tasks/slug"));
  });

  it("is summed up by the first sentence, however it ends", () => {
    expect(splitSummary("Adds a webhook. The answer holds its secret.")).toEqual({
      summary: "Adds a webhook",
      rest: "The answer holds its secret.",
    });
    expect(splitSummary("Shares of 0.5 to 1")).toEqual({ summary: "Shares of 0.5 to 1", rest: "" });
  });

  it("needs `read` for a GET and `write` for the rest, unless the route says otherwise", () => {
    expect(describeOperation("GET", "/api/v1/x", declaration)["x-scope"]).toBe("read");
    expect(describeOperation("DELETE", "/api/v1/x", declaration)["x-scope"]).toBe("write");
    expect(describeOperation("POST", "/api/v1/x", { ...declaration, scope: "run" })["x-scope"]).toBe("run");
  });

  it("takes an idempotency key where a body that can be compared creates something", () => {
    const key = { $ref: "#/components/parameters/IdempotencyKey" };
    expect(describeOperation("POST", "/api/v1/x", declaration).parameters).toContainEqual(key);
    expect(describeOperation("PATCH", "/api/v1/x", declaration).parameters).toBeUndefined();
    expect(describeOperation("POST", "/api/v1/x", { ...declaration, bodyType: "text/csv" }).parameters).toBeUndefined();
  });
});

describe("a schema of the API's description", () => {
  it("describes fields wherever they stand: nested, in lists, in alternatives", () => {
    const row = z.object({ at: z.iso.datetime(), size: z.object({ width: z.number() }) });
    const json = schemaOf(z.union([row, z.object({ rows: z.array(row) })]), {
      "size.width": "Pixels.",
      "rows.at": "When.",
    });
    expect(json).toMatchObject({
      anyOf: [
        { properties: { size: { properties: { width: { description: "Pixels." } } } } },
        { properties: { rows: { items: { properties: { at: { description: "When.", format: "date-time" } } } } } },
      ],
    });
  });

  it("holds no reference, since that would be read from the root of the document", () => {
    expect(JSON.stringify(schemaOf(z.object({ anything: z.json() })))).not.toContain("$ref");
  });
});
