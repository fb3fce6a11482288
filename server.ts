import { existsSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSocket } from "node:net";
import { setFlagsFromString } from "node:v8";
import next from "next";
import { explainRefusedMethod } from "./explain-refused-method";
import { loadStaticFiles, sendStaticFile } from "./static-files";

/**
 * The process's front: `/v1/*` goes straight to the gateway in production, all else to Next. This file is started
 * directly, so anything of `lib` imported here would be a second copy: it meets the product on `globalThis` only.
 */
type Runtime = {
  /** The gateway's own request listener, many times faster than a Next route. */
  node?: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;
  stop?: () => Promise<void>;
  publicUrl?: string;
};

const shared = globalThis as { [key: symbol]: unknown };
const runtime = () => shared[Symbol.for("ai-gym.runtime")] as Runtime | undefined;

const DRAIN_MS = 10_000;
const SAME_SIGNAL_MS = 1_000;
/** Longer than the idle time of usual load balancers (60 s), so that they close first and never write into a closed connection. */
const KEEP_ALIVE_MS = 65_000;

/** What the reader needs to know; for a failure that we did not expect in development, where it came from too. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const expected = "brand" in error || process.env.NODE_ENV === "production";
  return expected ? error.message : (error.stack ?? error.message);
}

function fail(message: string): never {
  console.error(`\n${message}\n`);
  process.exit(1);
}

function readPort(): number {
  const text = process.env.PORT || "3000";
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  return fail(`PORT is "${text}"; it must be a whole number from 1 to 65535.`);
}

function explainListenError(error: NodeJS.ErrnoException, port: number, host: string): string {
  if (error.code === "EADDRINUSE")
    return `Port ${port} is taken by another program. Choose another one, for example: PORT=${port + 1} npm run up`;
  if (error.code === "EACCES") return `Port ${port} may not be used by this account. Choose one above 1023: PORT=3000`;
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND")
    return `HOST is "${host}", which is no address of this machine. Use 127.0.0.1 (only here) or 0.0.0.0 (everywhere).`;
  return `Port ${port} on ${host} cannot be opened: ${error.message}`;
}

/** Fails before the database is opened, not after. */
function assertPortIsFree(port: number, host: string): Promise<void> {
  return new Promise((resolve) => {
    const probe = createSocket();
    probe.once("error", (error: NodeJS.ErrnoException) => fail(explainListenError(error, port, host)));
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

const PRIVATE_ADDRESS = /^(::ffff:)?(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)|^(::1$|f[cd])/i;

/** Only a proxy in front of us may say for whom it speaks; anyone else could write any address. */
function tellAddress(request: IncomingMessage): void {
  const address = request.socket.remoteAddress ?? "";
  if (!PRIVATE_ADDRESS.test(address)) request.headers["x-forwarded-for"] = address;
}

/** Set before Next starts: `instrumentation.ts` settles it. */
function waitForBoot(): Promise<void> {
  return new Promise((resolve, reject) => {
    shared[Symbol.for("ai-gym.boot")] = { resolve, reject };
  });
}

/**
 * Hands Next the settings that the build wrote down, as its own standalone server does. Otherwise it compiles
 * `next.config.ts` again at every start, and the compiler stays in memory.
 */
function passBuiltSettings(): void {
  const { config } = JSON.parse(readFileSync(".next/required-server-files.json", "utf8")) as { config: object };
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config);
}

/**
 * WebAssembly that is used much is compiled again, better, in as many threads as there are functions waiting: the memory
 * that they need at one moment is never given back (50 MB for the database client), so they go one after another. Not so
 * with the embedded database, a larger program that the start waits for.
 */
function compileWithLittleMemory(): void {
  if (process.env.DATABASE_URL) setFlagsFromString("--wasm-num-compilation-tasks=1");
}

async function start(): Promise<void> {
  for (const file of [".env.local", ".env"]) if (existsSync(file)) process.loadEnvFile(file);
  compileWithLittleMemory();
  const dev = process.env.NODE_ENV !== "production";
  const port = readPort();
  const host = process.env.HOST || "127.0.0.1";
  await assertPortIsFree(port, host);

  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, headersTimeout: KEEP_ALIVE_MS + 5_000 });
  const booted = waitForBoot();
  // Rejects while `prepare()` still runs: without a handler that would end the process before it is explained.
  booted.catch(() => undefined);
  if (!dev) passBuiltSettings();
  const app = next({ dev, hostname: host, port, httpServer: server });
  await app.prepare();
  await booted;

  const handle = app.getRequestHandler();
  const files = dev ? new Map() : loadStaticFiles(".next");
  server.on("request", (request, response) => {
    if (sendStaticFile(files, request, response)) return;
    tellAddress(request);
    explainRefusedMethod(request, response);
    const gateway = dev ? undefined : runtime()?.node;
    const answer = gateway && request.url?.startsWith("/v1/") ? gateway(request, response) : handle(request, response);
    Promise.resolve(answer).catch((error: unknown) => {
      console.error(`${request.method} ${request.url}: ${explain(error)}`);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });

  let stoppingSinceMs: number | undefined;
  const stop = async () => {
    // A second signal means "at once", unless it is the same Ctrl+C, which npm passes on a second time.
    if (stoppingSinceMs !== undefined) return performance.now() - stoppingSinceMs > SAME_SIGNAL_MS && process.exit(1);
    stoppingSinceMs = performance.now();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    const deadline = setTimeout(() => server.closeAllConnections(), dev ? 0 : DRAIN_MS);
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, dev ? 200 : DRAIN_MS + 500))]);
    clearTimeout(deadline);
    await runtime()?.stop?.();
    await app.close();
    process.exit(0);
  };
  const onSignal = () => void stop().catch((error: unknown) => fail(explain(error)));
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);

  server.once("error", (error: NodeJS.ErrnoException) => fail(explainListenError(error, port, host)));
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  console.log(`AI Gym is ready: ${runtime()?.publicUrl ?? `http://${host}:${port}`}`);
}

await start().catch((error: unknown) => fail(explain(error)));
