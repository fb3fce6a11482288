import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explainRefusedMethod } from "./explain-refused-method";

let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    explainRefusedMethod(request, response);
    if (request.method === "PATCH") response.statusCode = 405;
    else if (request.method === "PUT") response.writeHead(405).flushHeaders();
    else if (request.method === "DELETE") response.statusCode = 204;
    else response.statusCode = 200;
    response.end(request.method === "GET" ? "{}" : undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const ask = (path: string, method: string) => fetch(`${url}${path}`, { method });

describe("a method that a route of the API does not have", () => {
  it.each(["PATCH", "PUT"])("is refused in the form of every failure, with what to look at: %s", async (method) => {
    const response = await ask("/api/v1/models?limit=1", method);
    expect(response.status).toBe(405);
    expect(await response.json()).toEqual({
      error: {
        code: "invalid_input",
        message: `/api/v1/models does not take ${method}. GET /api/openapi.json says what it takes`,
        requestId: response.headers.get("x-request-id"),
      },
    });
  });

  it("leaves every other answer as it is", async () => {
    expect(await (await ask("/api/v1/models", "GET")).text()).toBe("{}");
    expect((await ask("/api/v1/models", "DELETE")).status).toBe(204);
    expect(await (await ask("/overview", "PATCH")).text()).toBe("");
    expect((await ask("/api/v1/models", "HEAD")).status).toBe(200);
  });
});
