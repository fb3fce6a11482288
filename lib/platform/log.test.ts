import { describe, expect, it } from "vitest";
import { createLog, readableLine } from "./log";

function record(isReadable: boolean) {
  const lines: string[] = [];
  return {
    lines,
    log: createLog({ level: "info", isReadable, destination: { write: (line) => void lines.push(line) } }),
  };
}

describe.each([true, false])("createLog (readable: %s)", (isReadable) => {
  it("writes no secret, wherever it hides", () => {
    const { lines, log } = record(isReadable);
    log.info(
      { request: { headers: { authorization: "Bearer hunter22-hunter22" } }, deep: [{ apiKey: "hunter22" }] },
      "call",
    );
    log.child({ password: "hunter22" }).info("child");
    log.error(
      { err: new Error("connect postgres://gym:hunter22@db/gym", { cause: new Error("key sk-hunter22hunter22") }) },
      "down",
    );
    log.info("Bearer hunter22-hunter22");
    log.info({ providerKey: "x" }, "sent gym_hunter22hunter22hunter22");
    expect(lines).toHaveLength(5);
    expect(lines.join("")).not.toContain("hunter22");
  });

  it("writes the message and the fields", () => {
    const { lines, log } = record(isReadable);
    log.warn({ jobId: "7" }, "A job failed");
    expect(lines[0]).toContain("A job failed");
    expect(lines[0]).toContain("7");
  });
});

describe("readableLine", () => {
  it("puts the stack of an error on lines of its own", () => {
    const { lines, log } = record(true);
    log.error({ err: new Error("boom") }, "down");
    expect(lines[0]).toMatch(/ERROR.* down\n {4}Error: boom\n {4} +at /);
  });

  it("passes on what is not JSON", () => {
    expect(readableLine("plain\n")).toBe("plain\n");
  });
});
