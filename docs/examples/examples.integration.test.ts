import { execFile, spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST as askCouncil } from "@/app/api/v1/council/route";
import { createNodeMount } from "@/lib/gateway/node-mount";
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
  council: /simulat[^]*sim-/i,
};

const LANGUAGES = [
  { folder: "typescript", ending: ".ts", command: process.execPath, before: ["--import", "tsx"] },
  { folder: "python", ending: ".py", command: "python3", before: [] },
  { folder: "curl", ending: ".sh", command: "sh", before: [] },
];

const isThere = (command: string) => spawnSync(command, ["--version"]).status === 0;

/** As the product's own server does: what is under `/v1` goes to the gateway, the council to its route. */
function serve(gateway: RequestListener): RequestListener {
  return (incoming, outgoing) => {
    if (incoming.url !== "/api/v1/council") return gateway(incoming, outgoing);
    void (async () => {
      const { authorization = "", "content-type": contentType = "" } = incoming.headers;
      const request = new Request(`http://127.0.0.1${incoming.url}`, {
        method: "POST",
        headers: { authorization, "content-type": contentType },
        body: await text(incoming),
      });
      const response = await askCouncil(request, { params: Promise.resolve({}) });
      outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
    })().catch(() => outgoing.destroy());
  };
}

describe("the examples", () => {
  let gateway: TestGateway;
  let url: string;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const database = await openTestDatabase("embedded");
    gateway = await startTestGateway(database);
    const server = createServer(serve(createNodeMount(gateway.runtime)));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = async () => {
      server.close();
      server.closeAllConnections();
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
          env: { ...process.env, GYM_URL: url, GYM_KEY: gateway.key, PYTHONDONTWRITEBYTECODE: "1" },
          timeout: 100_000,
        });
        expect(stdout).toMatch(PROMISES[name.replace(ending, "").replaceAll("_", "-")]!);
      });
    });
  }
});
