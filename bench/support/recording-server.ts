import { createServer } from "node:http";
import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { POST } from "@/app/api/v1/metrics/route";
import { recordingProcess } from "@/lib/executions/test-recording";
import { SCOPES } from "@/lib/platform/ctx";
import { createPrismaClient } from "@/lib/platform/db/prisma-client";
import { openPostgres } from "@/lib/platform/db/open-postgres";
import { newId } from "@/lib/platform/ids";
import { setPartialRuntime } from "@/lib/platform/test-runtime";
import { seededCtx } from "@/lib/registry/test-registry";

/** The route that takes reported executions, behind node:http in a process of its own: without Next and its build. */
const { DATABASE_URL = "", PORT = "" } = process.env;
const pool = await openPostgres({ databaseUrl: DATABASE_URL, patienceMs: 10_000 });
const folder = mkdtempSync(path.join(os.tmpdir(), "gym-bench-spool-"));
const { runtime } = recordingProcess(createPrismaClient(pool), folder);
const { organizationId } = await seededCtx(runtime);
const identity = { organizationId, keyId: newId(), name: "bench", scopes: new Set(SCOPES), expiresAt: null };
setPartialRuntime({ ...runtime, keys: { find: () => identity } });

createServer((incoming, outgoing) => {
  const chunks: Buffer[] = [];
  incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
  incoming.on("end", () => void answer());

  async function answer(): Promise<void> {
    if (incoming.method !== "POST") return void outgoing.end("ready");
    const request = new Request(`http://127.0.0.1:${PORT}${incoming.url}`, {
      method: "POST",
      headers: incoming.headers as Record<string, string>,
      body: new Uint8Array(Buffer.concat(chunks)),
    });
    const response = await POST(request, { params: Promise.resolve({}) });
    outgoing.writeHead(response.status, { "content-type": "application/json" });
    outgoing.end(await response.text());
  }
}).listen(Number(PORT), "127.0.0.1");
