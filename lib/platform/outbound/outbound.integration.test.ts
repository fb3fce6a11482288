import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTcpServer, type AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { ResolveHost } from "./checked-connector";
import { createOutbound, type Outbound } from "./create-outbound";
import { isOutboundError, type OutboundError } from "./outbound-error";
import type { OutboundRequest, OutboundTimeouts } from "./outbound-types";
import { parseOutboundUrl } from "./outbound-url";

const GENEROUS: OutboundTimeouts = { connectMs: 10_000, headersMs: 10_000, idleMs: 10_000, totalMs: 30_000 };

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function serve(listener: RequestListener): Promise<{ server: Server; port: number }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanUps.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return { server, port: (server.address() as AddressInfo).port };
}

function client(allow: string[], resolve?: ResolveHost): Outbound {
  const outbound = createOutbound({ allow, ...(resolve ? { resolve } : {}) });
  cleanUps.push(() => outbound.dispose());
  return outbound;
}

const get = (url: string, rest: Partial<OutboundRequest> = {}): OutboundRequest => ({
  url: parseOutboundUrl(url),
  method: "GET",
  headers: [],
  timeouts: GENEROUS,
  ...rest,
});

async function failureOf(run: Promise<unknown>): Promise<OutboundError> {
  const outcome = await run.then(
    () => new Error("a failure was expected"),
    (error: unknown) => error,
  );
  if (isOutboundError(outcome)) return outcome;
  throw outcome;
}

describe("addresses", () => {
  it("does not open a connection to a private address, however it is written", async () => {
    let calls = 0;
    const { server, port } = await serve((_, response) => response.end(`${++calls}`));
    let connections = 0;
    server.on("connection", () => connections++);
    const outbound = client([]);
    for (const host of [
      "127.0.0.1",
      "2130706433",
      "0x7f.1",
      "127.1",
      "localhost",
      "[::1]",
      "[::ffff:127.0.0.1]",
      "0.0.0.0",
    ]) {
      expect((await failureOf(outbound.request(get(`http://${host}:${port}/`)))).kind, host).toBe("blocked_address");
    }
    expect(connections).toBe(0);
  });

  it("calls a private address that the operator allows, by address or by the name that leads there", async () => {
    const { port } = await serve((_, response) => response.end("hello"));
    const outbound = client([`127.0.0.1:${port}`], (_, __, callback) =>
      callback(null, [{ address: "127.0.0.1", family: 4 }]),
    );
    for (const host of ["127.0.0.1", "my-vllm.internal"]) {
      expect((await outbound.request(get(`http://${host}:${port}/`))).body.toString()).toBe("hello");
    }
  });

  it("allows the port that was named and no other", async () => {
    const { port } = await serve((_, response) => response.end());
    const failure = await failureOf(client([`127.0.0.1:${port + 1}`]).request(get(`http://127.0.0.1:${port}/`)));
    expect(failure.kind).toBe("blocked_address");
    expect(failure.message).toContain(`127.0.0.1:${port} to GYM_UPSTREAM_ALLOW`);
  });

  it("refuses a name that leads to a private address beside a public one", async () => {
    const resolve: ResolveHost = (_, __, callback) =>
      callback(null, [
        { address: "93.184.216.34", family: 4 },
        { address: "10.0.0.7", family: 4 },
      ]);
    const failure = await failureOf(client([], resolve).request(get("http://rebind.example/")));
    expect(failure.kind).toBe("blocked_address");
    expect(failure.message).not.toContain("10.0.0.7");
  });

  it("judges the very answer that the socket uses, so that a name cannot change in between", async () => {
    let lookups = 0;
    const { port } = await serve((_, response) => response.end());
    const resolve: ResolveHost = (_, __, callback) => {
      lookups += 1;
      callback(null, [{ address: lookups === 1 ? "10.0.0.1" : "127.0.0.1", family: 4 }]);
    };
    const outbound = client([], resolve);
    expect((await failureOf(outbound.request(get(`http://a.example:${port}/`)))).kind).toBe("blocked_address");
    expect((await failureOf(outbound.request(get(`http://a.example:${port}/`)))).kind).toBe("blocked_address");
    expect(lookups).toBe(2);
  });

  it("does not check what only the operator can set, and keeps such connections apart", async () => {
    const { port } = await serve((_, response) => response.end("hello"));
    const outbound = client([]);
    const url = `http://127.0.0.1:${port}/`;
    expect((await outbound.request(get(url, { isAddressChecked: false }))).status).toBe(200);
    expect((await failureOf(outbound.request(get(url)))).kind).toBe("blocked_address");
  });

  it("hands a redirect back instead of following it", async () => {
    let calls = 0;
    const { port } = await serve((_, response) => {
      calls += 1;
      response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data" }).end();
    });
    const response = await client([`127.0.0.1:${port}`]).request(get(`http://127.0.0.1:${port}/`));
    expect(response.status).toBe(302);
    expect(calls).toBe(1);
  });
});

describe("limits", () => {
  it("stops reading at the byte limit, also when the length was not announced", async () => {
    const { port } = await serve((_, response) => {
      const write = () => {
        while (!response.destroyed && response.write("x".repeat(65_536)));
      };
      response.on("drain", write);
      write();
    });
    const outbound = client([`127.0.0.1:${port}`]);
    const failure = await failureOf(outbound.request(get(`http://127.0.0.1:${port}/`, { maxBytes: 1_000_000 })));
    expect(failure.kind).toBe("too_large");
  });

  it("names the limit that ran out", async () => {
    const { port } = await serve((request, response) => {
      if (request.url === "/headers") return;
      response.write("begun");
      if (request.url === "/total") {
        const timer = setInterval(() => response.write("."), 10);
        response.once("close", () => clearInterval(timer));
      }
    });
    const outbound = client([`127.0.0.1:${port}`]);
    const stageOf = async (path: string, timeouts: Partial<OutboundTimeouts>) =>
      (
        await failureOf(
          outbound.request(get(`http://127.0.0.1:${port}${path}`, { timeouts: { ...GENEROUS, ...timeouts } })),
        )
      ).stage;
    expect(await stageOf("/headers", { headersMs: 30 })).toBe("headers");
    expect(await stageOf("/idle", { idleMs: 30 })).toBe("idle");
    expect(await stageOf("/total", { totalMs: 60 })).toBe("total");
  });

  it("gives up on a server whose handshake does not end, and keeps no socket of it when disposed", async () => {
    let closed: () => void;
    const gone = new Promise<void>((resolve) => (closed = resolve));
    const server = createTcpServer(
      (socket) =>
        void socket
          .resume()
          .on("close", () => closed())
          .on("error", () => undefined),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const outbound = client([`127.0.0.1:${port}`]);
    const request = get(`https://127.0.0.1:${port}/`, { timeouts: { ...GENEROUS, connectMs: 40 } });
    expect(await failureOf(outbound.request(request))).toMatchObject({ kind: "timeout", stage: "connect" });
    await outbound.dispose();
    await gone;
    await new Promise((resolve) => server.close(resolve));
  });

  it("does not count a reader's pause as the upstream's silence", async () => {
    const { port } = await serve((_, response) => response.end("x".repeat(2_000_000)));
    const outbound = client([`127.0.0.1:${port}`]);
    const timeouts = { ...GENEROUS, idleMs: 50 };
    const { body } = await outbound.stream(get(`http://127.0.0.1:${port}/`, { timeouts }));
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await body.collect(3_000_000)).toHaveLength(2_000_000);
  });
});

describe("failures", () => {
  it("tells a host that does not listen from an answer that broke off and from what is no HTTP", async () => {
    const { port } = await serve((request, response) => {
      if (request.url === "/garbage") return void request.socket.end("220 ftp ready\r\n");
      response.writeHead(200, { "content-length": 100 });
      response.write("half", () => request.socket.destroy());
    });
    const outbound = client([`127.0.0.1:${port}`, "127.0.0.1:1"]);
    expect(await failureOf(outbound.request(get("http://127.0.0.1:1/")))).toMatchObject({
      kind: "connection",
      message: "Could not reach 127.0.0.1:1: nothing listens there",
    });
    expect((await failureOf(outbound.request(get(`http://127.0.0.1:${port}/cut`)))).kind).toBe("interrupted");
    expect((await failureOf(outbound.request(get(`http://127.0.0.1:${port}/garbage`)))).kind).toBe("malformed");
  });

  it("refuses a header that would smuggle a line", async () => {
    const { port } = await serve((_, response) => response.end());
    const headers = ["authorization", "Bearer a\r\nx-evil: 1"];
    const request = client([`127.0.0.1:${port}`]).request(get(`http://127.0.0.1:${port}/`, { headers }));
    expect((await failureOf(request)).kind).toBe("invalid_request");
  });

  it("closes the upstream's connection when the caller's signal fires, at any stage", async () => {
    for (const path of ["/silent", "/begun"]) {
      let closed: () => void;
      const gone = new Promise<void>((resolve) => (closed = resolve));
      let arrive: () => void;
      const arrived = new Promise<void>((resolve) => (arrive = resolve));
      const { port } = await serve((_, response) => {
        response.on("close", () => closed());
        if (path === "/begun") response.write("begun");
        arrive();
      });
      const controller = new AbortController();
      const outbound = client([`127.0.0.1:${port}`]);
      const run = outbound.request(get(`http://127.0.0.1:${port}${path}`, { signal: controller.signal }));
      const failure = failureOf(run);
      await arrived;
      controller.abort();
      expect((await failure).kind).toBe("cancelled");
      await gone;
    }
  });

  it("leaves no listener on a signal that outlives the call", async () => {
    const { port } = await serve((_, response) => response.end("x"));
    const outbound = client([`127.0.0.1:${port}`]);
    const listeners = { added: 0, removed: 0 };
    const { signal } = new AbortController();
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => void (listeners.added++, add(...args));
    signal.removeEventListener = (...args: Parameters<typeof remove>) => void (listeners.removed++, remove(...args));
    await outbound.request(get(`http://127.0.0.1:${port}/`, { signal }));
    await (await outbound.stream(get(`http://127.0.0.1:${port}/`, { signal }))).body.collect(10);
    await failureOf(outbound.request(get("http://10.0.0.1/", { signal })));
    expect(listeners.added).toBe(3);
    expect(listeners.removed).toBeGreaterThanOrEqual(3);
  });

  it("fails running calls when it is disposed", async () => {
    const { port } = await serve(() => undefined);
    const outbound = client([`127.0.0.1:${port}`]);
    const failure = failureOf(outbound.request(get(`http://127.0.0.1:${port}/`)));
    await outbound.dispose();
    expect(["connection", "cancelled"]).toContain((await failure).kind);
  });
});
