import { describe, expect, it } from "vitest";
import type { ApiDocument, Operation } from "@/lib/platform/openapi";
import { prepareOperations } from "./prepare-operations";

const operation: Operation = {
  operationId: "postBudgets",
  tags: ["budgets"],
  summary: "Makes a budget",
  "x-scope": "write",
  parameters: [{ $ref: "#/components/parameters/IdempotencyKey" }],
  requestBody: {
    required: true,
    content: {
      "application/json": {
        schema: {
          type: "object",
          required: ["name", "limitUsd"],
          properties: {
            name: { type: "string", minLength: 1, maxLength: 100 },
            limitUsd: { type: "number", minimum: 0.01, maximum: 1_000_000, description: "US dollars." },
            period: { type: "string", enum: ["daily", "weekly"], default: "daily" },
            seed: { type: "integer", minimum: -Number.MAX_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
            rules: { type: "array", items: { type: "object", properties: { share: { type: "number" } } } },
          },
        },
      },
    },
  },
  responses: { 201: { description: "Success." }, 400: { $ref: "#/components/responses/invalid_input" } },
};

/** The whole document has far more than an operation's preparation reads. */
const prepared = (changed: Partial<Operation> = {}) =>
  prepareOperations({
    paths: { "/api/v1/budgets": { post: { ...operation, ...changed } } },
  } as unknown as ApiDocument)[0]!;

describe("an operation on the page of the API", () => {
  it("says types and limits in words, and leaves out limits that nobody meant", () => {
    const types = Object.fromEntries(prepared().fields.map(({ name, type }) => [name, type]));
    expect(types).toMatchObject({
      name: "text, 1–100 characters",
      limitUsd: "number, 0.01–1,000,000",
      period: '"daily" or "weekly"',
      seed: "whole number",
    });
  });

  it("lists fields of fields by their path, lists included", () => {
    expect(prepared().fields.map(({ name }) => name)).toContain("rules[].share");
  });

  it("adds the default to what the author wrote", () => {
    expect(prepared().fields.find(({ name }) => name === "period")?.description).toBe('(Default: "daily".)');
  });

  it("gives the smallest body that is complete", () => {
    expect(JSON.parse(prepared().bodyExample!)).toEqual({ name: "My first", limitUsd: 0.01 });
  });

  it("requires of several forms of a body only what they share", () => {
    const forms = {
      anyOf: [
        { required: ["a"], properties: { a: {} } },
        { required: ["b"], properties: { b: {} } },
      ],
    };
    const { fields } = prepared({
      requestBody: { required: true, content: { "application/json": { schema: forms } } },
    });
    expect(fields.map(({ name, isRequired }) => [name, isRequired])).toEqual([
      ["a", false],
      ["b", false],
    ]);
  });
});
