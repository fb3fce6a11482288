import { describe, expect, it } from "vitest";
import { createHealth, type HealthStatus } from "./health";

const log = { warn: () => {} };
const always = (name: string, status: HealthStatus) => ({ name, check: async () => ({ status, detail: "as told" }) });

describe("createHealth", () => {
  it("is as healthy as its worst check", async () => {
    const health = createHealth({ log });
    expect((await health.report()).status).toBe("healthy");
    health.register(always("database", "healthy"));
    health.register(always("redis", "degraded"));
    expect((await health.report()).status).toBe("degraded");
    health.register(always("database", "unhealthy"));
    expect((await health.report()).status).toBe("unhealthy");
    expect((await health.report()).checks).toHaveLength(2);
  });

  it("counts a check that throws or hangs as unhealthy, and tells nothing of the inside", async () => {
    const health = createHealth({ log, timeoutMs: 5 });
    health.register({ name: "throws", check: () => Promise.reject(new Error("postgres://gym:hunter22@db")) });
    health.register({ name: "hangs", check: () => new Promise(() => {}) });
    const report = await health.report();
    expect(report.checks.map((check) => check.status)).toEqual(["unhealthy", "unhealthy"]);
    expect(JSON.stringify(report)).not.toContain("hunter22");
  });

  it("survives a check that throws before it returns a promise", async () => {
    const health = createHealth({ log });
    health.register({
      name: "throws",
      check: () => {
        throw new Error("at once");
      },
    });
    expect((await health.report()).status).toBe("unhealthy");
  });
});
