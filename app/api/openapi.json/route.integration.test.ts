import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ROUTES } from "@/generated/routes";
import { declarationOf } from "@/lib/platform/http/route-declaration";
import { apiDocument } from "./api-document";
import { problemsOf } from "./test-check-document";

const routeFiles = readdirSync("app/api/v1", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("/route.ts"))
  .map((file) => `app/api/v1/${file}`);

const document = apiDocument("http://localhost:3000");

describe("the description of the API", () => {
  it("holds every handler of every route file", () => {
    const methods = /^export (?:const|async function|function) (GET|PUT|POST|DELETE|PATCH)\b/gm;
    const missing = routeFiles.flatMap((file) => {
      const path = file
        .replace(/^app/, "")
        .replace(/\/route\.ts$/, "")
        .replace(/\[(?:\.\.\.)?(\w+)\]/g, "{$1}");
      const declared = [...readFileSync(file, "utf8").matchAll(methods)].map(([, method]) => method!);
      if (declared.length === 0) return [`${file} exports no handler`];
      return declared.filter((method) => !document.paths[path]?.[method.toLowerCase()]).map((one) => `${one} ${path}`);
    });
    expect(missing, "run `npm run generate`, and make every handler with `route`").toEqual([]);
  });

  it("says what every handler does in the words of its author", () => {
    const silent = ROUTES.flatMap(({ path, handlers, docs }) =>
      Object.keys(handlers)
        .filter((method) => declarationOf(handlers[method]) && !docs[method]?.text)
        .map((method) => `${method} ${path}`),
    );
    expect(silent, "write a docstring above the handler").toEqual([]);
  });

  it("keeps to OpenAPI 3.1", () => {
    expect(problemsOf(document)).toEqual([]);
  });

  it("takes fields, their limits and their descriptions from the schema that checks them", () => {
    const run = document.paths["/api/v1/run"]!.post!;
    expect(run["x-scope"]).toBe("run");
    expect(run.requestBody?.content["application/json"]?.schema).toMatchObject({
      type: "object",
      required: ["task"],
      properties: {
        input: { type: "string", description: "The text to work on; or `messages` for a conversation." },
        constraints: { properties: { minQuality: { maximum: 100, description: "0–100." } } },
        stream: { type: "boolean", default: false },
      },
    });
    const executions = document.paths["/api/v1/executions"]!.get!;
    expect(executions.parameters).toContainEqual(
      expect.objectContaining({ name: "limit", in: "query", schema: expect.objectContaining({ maximum: 200 }) }),
    );
    expect(executions.responses[200]).toMatchObject({
      content: { "application/json": { schema: { $ref: "#/components/schemas/List" } }, "text/csv": {} },
    });
  });

  it("says who may call: anyone, or the holder of a scope", () => {
    expect(document.paths["/api/v1/setup"]!.post).toMatchObject({ security: [] });
    expect(document.paths["/api/v1/keys"]!.get).toMatchObject({ "x-scope": "admin" });
    expect(document.paths["/api/v1/tasks"]!.get).toMatchObject({ "x-scope": "read" });
    expect(document.paths["/api/v1/tasks"]!.post).toMatchObject({ "x-scope": "write" });
  });

  it("has the OpenAI-compatible surface and what a route streams", () => {
    expect(document.paths["/v1/chat/completions"]!.post?.requestBody?.content).toHaveProperty("application/json");
    expect(document.paths["/api/v1/training/import"]!.post?.requestBody?.content).toHaveProperty("text/csv");
    expect(document.paths["/api/v1/training/runs/{id}/events"]!.get?.responses[200]).toHaveProperty(
      "content.text/event-stream",
    );
  });
});
