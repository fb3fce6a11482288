import { execFile, spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestGateway, type TestGateway } from "@/lib/gateway/test-gateway";
import { openTestDatabase } from "@/lib/platform/db/test-database";

const run = promisify(execFile);
const FOLDER = path.join("docs", "examples");

/** What each task's example prints, whoever wrote the answer. */
const PROMISES: Record<string, RegExp> = {
  "website-analysis": /"?score\\?"?\s*:/,
  "email-writing": /simulat/i,
  conversation: /simulat/i,
  "lead-scoring": /\d/,
};

const LANGUAGES = [
  { folder: "typescript", ending: ".ts", command: process.execPath, before: ["--import", "tsx"] },
  { folder: "python", ending: ".py", command: "python3", before: [] },
  { folder: "curl", ending: ".sh", command: "sh", before: [] },
];

const isThere = (command: string) => spawnSync(command, ["--version"]).status === 0;

describe("the examples", () => {
  let gateway: TestGateway;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const database = await openTestDatabase("embedded");
    gateway = await startTestGateway(database);
    close = async () => {
      await gateway.close();
      await database.close();
    };
  });
  afterAll(() => close());

  for (const { folder, ending, command, before } of LANGUAGES) {
    const names = readdirSync(path.join(FOLDER, folder)).filter((name) => name.endsWith(ending) && name !== "gym.py");
    const tool = folder === "curl" ? "curl" : command;
    describe.skipIf(!isThere(tool))(`in ${folder}`, () => {
      it("are there for every task", () => {
        expect(names.map((name) => name.replace(ending, "").replaceAll("_", "-")).sort()).toEqual(
          Object.keys(PROMISES).sort(),
        );
      });

      it.each(names)("%s runs and prints an answer", { timeout: 120_000 }, async (name) => {
        const { stdout } = await run(command, [...before, path.join(FOLDER, folder, name)], {
          env: { ...process.env, GYM_URL: gateway.urls.node, GYM_KEY: gateway.key, PYTHONDONTWRITEBYTECODE: "1" },
          timeout: 100_000,
        });
        expect(stdout).toMatch(PROMISES[name.replace(ending, "").replaceAll("_", "-")]!);
      });
    });
  }
});
