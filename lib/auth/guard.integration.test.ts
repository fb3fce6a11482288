import { readdir } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scopesOfRole, type Ctx } from "@/lib/platform/ctx";
import { insertTestOrganization, openTestDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { setRuntime } from "@/lib/platform/runtime";
import { insertTestKey, insertTestPerson, testAuthRuntime, type TestPerson } from "./test-auth";

/** What anybody may call. A route that is missing here must ask who is calling before it does anything else. */
const PUBLIC = ["POST /api/v1/setup", "POST /api/v1/invitations/accept", "POST /api/v1/password-resets/use"];

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;
const ROOT = path.resolve("app/api/v1");
const PARAMETER = /\[(?:\.\.\.)?([^\]]+)\]/g;
const ANY_ID = "00000000-0000-7000-8000-000000000000";

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Route = { name: string; method: string; url: string; params: Record<string, string>; handler: Handler };

const routes = await findRoutes();

describe("every route of the API", () => {
  let database: TestDatabase;
  let runtime: ReturnType<typeof testAuthRuntime>;
  let viewer: TestPerson;
  let powerless: string;

  beforeAll(async () => {
    database = await openTestDatabase("embedded");
    runtime = testAuthRuntime(database.db);
    setRuntime(runtime);
    const organizationId = await insertTestOrganization(database.db);
    viewer = await insertTestPerson(runtime, organizationId, "viewer");
    powerless = (await insertTestKey(runtime, organizationId, { scopes: [] })).key;
  });
  afterAll(async () => {
    await runtime.keys.dispose();
    await database.close();
  });

  const send = async (route: Route, headers: Record<string, string>) => {
    const body = route.method === "GET" || route.method === "HEAD" ? {} : { body: "{}" };
    const request = new Request(route.url, { method: route.method, headers, ...body });
    const response = await route.handler(request, { params: Promise.resolve(route.params) });
    const { error } = (await response.json().catch(() => ({}))) as { error?: { code: string } };
    return { status: response.status, code: error?.code };
  };
  const guarded = routes.filter(({ name }) => !PUBLIC.includes(name));

  it("is found by this test", () => {
    expect(routes.length).toBeGreaterThan(10);
    expect(routes.map(({ name }) => name)).toEqual(expect.arrayContaining(PUBLIC));
  });

  it.each(guarded)("refuses strangers: $name", async (route) => {
    expect(await send(route, {})).toEqual({ status: 401, code: "unauthenticated" });
    expect(await send(route, { cookie: "next-auth.session-token=made-up" })).toMatchObject({ status: 401 });
    expect(await send(route, { authorization: `Bearer gym_${"x".repeat(32)}` })).toMatchObject({ status: 401 });
  });

  it.each(guarded)("refuses keys without scopes: $name", async (route) => {
    expect(await send(route, { authorization: `Bearer ${powerless}` })).toEqual({ status: 403, code: "forbidden" });
  });

  it.each(guarded.filter(({ method }) => method !== "GET" && method !== "HEAD"))(
    "refuses a person's cookie from another site: $name",
    async (route) => {
      const headers = { cookie: viewer.cookie, "sec-fetch-site": "cross-site", origin: "https://evil.example" };
      expect(await send(route, headers)).toEqual({ status: 403, code: "forbidden" });
    },
  );
});

describe("the scopes of roles", () => {
  it("grow with the role, and viewers only read", () => {
    const scopes = (["viewer", "member", "admin", "owner"] as const).map((role) => [...scopesOfRole(role)]);
    expect(scopes[0]).toEqual(["read"] satisfies (typeof scopes)[0]);
    for (const [index, list] of scopes.entries()) {
      expect(scopes[index + 1] ?? list).toEqual(
        expect.arrayContaining<Ctx["scopes"] extends ReadonlySet<infer One> ? One : never>(list),
      );
    }
  });
});

async function findRoutes(): Promise<Route[]> {
  const files = (await readdir(ROOT, { recursive: true })).filter((file) => path.basename(file) === "route.ts");
  const found = await Promise.all(files.toSorted().map(routesOf));
  return found.flat();
}

async function routesOf(file: string): Promise<Route[]> {
  const exported = (await import(path.join(ROOT, file))) as Partial<Record<(typeof METHODS)[number], Handler>>;
  const pattern = `/api/v1/${path.dirname(file).split(path.sep).join("/")}`;
  // Every parameter gets a value that could be an id.
  const params = Object.fromEntries([...pattern.matchAll(PARAMETER)].map(([, name]) => [name!, ANY_ID]));
  const url = `http://127.0.0.1:3000${pattern.replace(PARAMETER, ANY_ID)}`;
  return METHODS.flatMap((method) => {
    const handler = exported[method];
    return handler ? [{ name: `${method} ${pattern}`, method, url, params, handler }] : [];
  });
}
