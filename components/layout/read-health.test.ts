import { describe, expect, it } from "vitest";
import { readHealth } from "./read-health";

const report = {
  status: "degraded",
  version: "0.1.0",
  checks: [
    { name: "recorder", status: "degraded", detail: "rows wait in the spool" },
    { name: "jobs", status: "healthy", detail: "" },
    { name: "database", status: "unhealthy", detail: "no answer within 2000 ms" },
  ],
};

describe("readHealth", () => {
  it("lists what is wrong, worst first, bare or in an envelope", () => {
    const expected = {
      status: "degraded",
      version: "0.1.0",
      problems: [
        { name: "database", detail: "no answer within 2000 ms" },
        { name: "recorder", detail: "rows wait in the spool" },
      ],
    };
    expect(readHealth(report, true)).toEqual(expected);
    expect(readHealth({ data: report }, true)).toEqual(expected);
    expect(readHealth({ error: { code: "unavailable", details: report } }, false)).toEqual(expected);
  });

  it("judges an unreadable answer by its status", () => {
    expect(readHealth(undefined, true).status).toBe("healthy");
    expect(readHealth("<html>", false).status).toBe("unhealthy");
    expect(readHealth({ data: null, checks: "none" }, false)).toEqual({
      status: "unhealthy",
      problems: [],
      version: null,
    });
  });
});
