import { describe, expect, it } from "vitest";
import { curlOf } from "./curl-of";
import type { DocumentedOperation } from "./documented-operation";

const operation: DocumentedOperation = {
  id: "postRun",
  method: "POST",
  path: "/api/v1/run",
  area: "run",
  summary: "Serves a task",
  description: null,
  scope: "run",
  fields: [],
  bodyType: "application/json",
  bodyExample: '{"input":"it\'s"}',
  status: 200,
};

describe("the command of an operation", () => {
  it("sends the key, and a body that survives the shell", () => {
    expect(curlOf(operation, "http://localhost:3000")).toBe(
      [
        "curl http://localhost:3000/api/v1/run \\",
        '  -H "Authorization: Bearer $GYM_KEY" \\',
        '  -H "Content-Type: application/json" \\',
        `  -d '{"input":"it'\\''s"}'`,
      ].join("\n"),
    );
  });

  it("names the method where curl would take another, and quotes what is to be filled in", () => {
    const removal = { ...operation, method: "DELETE", path: "/api/v1/keys/{id}", bodyType: null, bodyExample: null };
    expect(curlOf(removal, "http://x")).toContain("curl 'http://x/api/v1/keys/{id}' -X DELETE");
  });

  it("asks for a file where a file is the body, and for parameters that are required", () => {
    const upload: DocumentedOperation = {
      ...operation,
      bodyType: "text/csv",
      bodyExample: null,
      fields: [{ name: "task", place: "query", type: "text", isRequired: true, description: "" }],
    };
    expect(curlOf(upload, "http://x")).toContain("?task={task}'");
    expect(curlOf(upload, "http://x")).toContain("--data-binary @tickets.csv");
  });

  it("sends no key to what anyone may call", () => {
    expect(curlOf({ ...operation, scope: null }, "http://x")).not.toContain("Authorization");
  });
});
