import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { Model } from "@/lib/registry/schemas";
import type { TrainingRun } from "@/lib/training/schemas";
import { asCurl, firstRequest } from "./first-request";

const chat = (status: Model["status"]) => ({ kind: "chat", status }) as Model;
const run = (status: TrainingRun["status"]) => ({ status, task: "tickets" }) as TrainingRun;

describe("the first request", () => {
  it("works without any key and without any data", () => {
    expect(firstRequest([chat("no_key")], []).body.model).toBe("local/embed");
  });

  it("uses the team's own model once one is trained, and a chat model once one can be called", () => {
    expect(firstRequest([], [run("failed"), run("succeeded")]).body.model).toBe("task:tickets");
    expect(firstRequest([chat("ready")], [run("succeeded")]).body.model).toBe("auto");
  });

  it("survives a shell, quotes included", () => {
    const curl = asCurl(
      { title: "", path: "/v1/x", body: { input: `it's "quoted" $HOME` } },
      "http://localhost:1",
      "gym_k",
    );
    const sent = execFileSync("sh", ["-c", curl.replace(/^curl/, "printf '%s\\n'")], { encoding: "utf8" });
    expect(sent).toContain(JSON.stringify({ input: `it's "quoted" $HOME` }));
  });
});
