import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadStaticFiles, sendStaticFile } from "./static-files";

const SCRIPT = "console.log('a script of the dashboard')";
const folder = mkdtempSync(path.join(os.tmpdir(), "gym-static-"));
let server: Server;

type Answer = { status: number; headers: IncomingMessage["headers"]; body: Buffer };

function ask(url: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const sent = request({ port, path: url, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on("error", reject);
    sent.end();
  });
}

beforeAll(async () => {
  mkdirSync(path.join(folder, "static", "chunks"), { recursive: true });
  writeFileSync(path.join(folder, "static", "chunks", "a.js"), SCRIPT);
  writeFileSync(path.join(folder, "static", "chunks", "a.js.br"), brotliCompressSync(SCRIPT));
  writeFileSync(path.join(folder, "secret.js.br"), brotliCompressSync("not below static"));
  const files = loadStaticFiles(folder);
  server = createServer((incoming, response) => {
    if (!sendStaticFile(files, incoming, response)) response.writeHead(404).end("Next's");
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

describe("the files of the dashboard", () => {
  it("are sent as the build compressed them, to be kept for ever", async () => {
    const { status, headers, body } = await ask("/_next/static/chunks/a.js?dpl=1", { "accept-encoding": "gzip, br" });
    expect(status).toBe(200);
    expect(headers).toMatchObject({ "content-encoding": "br", vary: "Accept-Encoding" });
    expect(headers["content-type"]).toContain("javascript");
    expect(headers["cache-control"]).toContain("immutable");
    expect(brotliDecompressSync(body).toString()).toBe(SCRIPT);
  });

  it("are left to Next for whoever reads no Brotli", async () => {
    for (const encodings of ["gzip", "", "br;q=0", "brotli"]) {
      expect((await ask("/_next/static/chunks/a.js", { "accept-encoding": encodings })).status).toBe(404);
    }
  });

  it("are those below the folder of static files and nothing else, whatever the address says", async () => {
    for (const url of ["/_next/static/../secret.js", "/_next/static/chunks/none.js", "/secret.js", "/_next/static/"]) {
      expect((await ask(url, { "accept-encoding": "br" })).status).toBe(404);
    }
  });

  it("answer HEAD without a body and leave writes alone", async () => {
    const head = await ask("/_next/static/chunks/a.js", { "accept-encoding": "br" }, "HEAD");
    expect([head.status, head.body.length]).toEqual([200, 0]);
    expect((await ask("/_next/static/chunks/a.js", { "accept-encoding": "br" }, "POST")).status).toBe(404);
  });

  it("may be missing altogether", () => {
    expect(loadStaticFiles(path.join(folder, "nowhere")).size).toBe(0);
  });
});
