import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { startProcess, type StartedProcess } from "./started-process";

export type Product = StartedProcess & { url: string; key: string };

const KEY = "gym_bench_0123456789abcdefghijklmnop";

/** What the product needs to start on PostgreSQL. */
export const onPostgres = (databaseUrl: string): Record<string, string> => ({
  DATABASE_URL: databaseUrl,
  NEXTAUTH_SECRET: "a bench needs no secret, but a long one",
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
});

/** Starts the built product with an empty data folder, an owner and an admin key. `npm run build` comes first. */
export async function startProduct(environment: Record<string, string> = {}): Promise<Product> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "gym-bench-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const started = await startProcess(
    process.execPath,
    ["dist/server.mjs"],
    {
      NODE_ENV: "production",
      PORT: String(port),
      DATA_DIR: dataDir,
      GYM_OWNER_EMAIL: "owner@bench.test",
      GYM_OWNER_PASSWORD: "a bench needs no secret",
      GYM_API_KEY: KEY,
      LOG_LEVEL: "warn",
      ...environment,
    },
    `${url}/api/ready`,
  );
  return {
    ...started,
    url,
    key: KEY,
    async stop() {
      await started.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Calls the product's API and gives `data`. Throws with the product's own message. */
export async function callApi<T>(product: Product, path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(`${product.url}/api/v1${path}`, {
    ...init,
    headers: { authorization: `Bearer ${product.key}`, ...init.headers },
  });
  const answer = (await response.json()) as { data: T; error?: { message: string } };
  if (!response.ok) throw new Error(`${path}: ${answer.error?.message ?? response.status}`);
  return answer.data;
}
