import { describe, expect, it } from "vitest";
import { routePattern } from "./route-pattern";

describe("routePattern", () => {
  it.each([
    ["/api/v1/tasks", {}, "/api/v1/tasks"],
    ["/api/v1/tasks/demo", { slug: "demo" }, "/api/v1/tasks/{slug}"],
    ["/api/v1/config/demo/versions", { task: "demo" }, "/api/v1/config/{task}/versions"],
    ["/api/v1/models/openai/gpt-5", { slug: ["openai", "gpt-5"] }, "/api/v1/models/{slug}"],
    ["/api/v1/models/openai%2Fgpt-5", { slug: ["openai%2Fgpt-5"] }, "/api/v1/models/{slug}"],
    ["/api/v1/tasks/tasks", { slug: "tasks" }, "/api/v1/tasks/{slug}"],
    ["/a/x/y/x", { first: "x", second: "x" }, "/a/{first}/y/{second}"],
  ])("%s with %j is %s", (pathname, params, pattern) => {
    expect(routePattern(pathname, params)).toBe(pattern);
  });
});
