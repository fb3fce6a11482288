import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { POST } from "@/app/api/v1/setup/route";
import { GET as ME } from "@/app/api/v1/me/route";
import { SCOPES } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { setRuntime } from "@/lib/platform/runtime";
import { bootstrapFromEnvironment } from "./bootstrap-from-environment";
import { isSetupOpen } from "./first-owner";
import type { Me } from "./schemas";
import { setupToken } from "./setup-token";
import { signIn } from "./sign-in";
import { call, PASSWORD, testAuthRuntime } from "./test-auth";

describeEachDatabase("setting up", (open) => {
  let database: TestDatabase;
  let runtime: ReturnType<typeof testAuthRuntime>;

  beforeEach(async () => {
    database = await open();
    runtime = testAuthRuntime(database.db, { onOrganizationCreated: vi.fn(async () => {}) });
    setRuntime(runtime);
  });
  afterEach(async () => {
    await runtime.keys.dispose();
    await database.close();
  });

  const details = {
    name: "Ada",
    email: "Ada@Company.test ",
    password: PASSWORD,
    organizationName: "Difference Engines",
  };
  const setUp = (given: object = {}) =>
    call(POST, { body: { token: setupToken(runtime.environment.nextAuthSecret), ...details, ...given } });

  it("creates one owner with one organization, filled by the wiring, and is then closed for ever", async () => {
    expect(await isSetupOpen(runtime)).toBe(true);
    expect((await setUp()).status).toBe(201);
    expect(await isSetupOpen(runtime)).toBe(false);
    const [organization] = await database.db.organization.findMany();
    expect(organization).toMatchObject({ name: "Difference Engines", slug: "difference-engines" });
    expect(runtime.onOrganizationCreated).toHaveBeenCalledExactlyOnceWith(expect.anything(), organization!.id);
    const session = await signIn(runtime, { email: "ada@company.test", password: PASSWORD }, "203.0.113.7");
    expect(session.organizationId).toBe(organization!.id);
    expect((await setUp({ email: "eve@company.test" })).status).toBe(409);
    expect(await database.db.user.count()).toBe(1);
  });

  it("lets exactly one of ten people win who try at the same moment", async () => {
    const attempts = Array.from({ length: 10 }, (_, index) => setUp({ email: `person-${index}@company.test` }));
    const statuses = (await Promise.all(attempts)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([201, ...Array.from({ length: 9 }, () => 409)]);
    expect(await database.db.organization.count()).toBe(1);
    expect(await database.db.membership.count({ where: { role: "owner" } })).toBe(1);
    expect(runtime.onOrganizationCreated).toHaveBeenCalledTimes(1);
  });

  it("refuses a wrong link and a bad password, and stays open", async () => {
    expect(await setUp({ token: "x".repeat(43) })).toMatchObject({ status: 403, body: { error: { field: "token" } } });
    expect(await setUp({ password: "password" })).toMatchObject({
      status: 400,
      body: { error: { field: "password" } },
    });
    expect(await setUp({ email: "nobody" })).toMatchObject({ status: 400, body: { error: { field: "email" } } });
    expect(await isSetupOpen(runtime)).toBe(true);
  });

  it("writes nothing when filling the organization fails", async () => {
    vi.mocked(runtime.onOrganizationCreated).mockRejectedValueOnce(new Error("disk full"));
    expect((await setUp()).status).toBe(500);
    expect(await database.db.organization.count()).toBe(0);
    expect((await setUp()).status).toBe(201);
  });

  it("can be done by the environment, with a key that works, in the first of several processes", async () => {
    const apiKey = "a-key-of-the-operator-0123456789";
    const owner = { email: "Ada@company.test", password: PASSWORD, apiKey };
    const headless = { ...runtime, environment: { ...runtime.environment, owner } };
    const results = await Promise.all(
      [1, 2, 3].map(() => bootstrapFromEnvironment(headless, runtime.onOrganizationCreated)),
    );
    expect(results.filter((result) => result !== null)).toHaveLength(1);
    const me = (await call(ME, { as: { key: apiKey } })).body.data as Me;
    expect(me).toMatchObject({ actor: { type: "key" }, scopes: SCOPES });
    await expect(
      signIn(runtime, { email: "ada@company.test", password: PASSWORD }, "203.0.113.7"),
    ).resolves.toBeTruthy();
    expect(await bootstrapFromEnvironment(headless, runtime.onOrganizationCreated)).toBeNull();
  });

  it("does nothing without those variables, and refuses a bad password by the variable's name", async () => {
    expect(await bootstrapFromEnvironment(runtime, runtime.onOrganizationCreated)).toBeNull();
    const owner = { email: "ada@company.test", password: "password", apiKey: null };
    const headless = { ...runtime, environment: { ...runtime.environment, owner } };
    await expect(bootstrapFromEnvironment(headless, runtime.onOrganizationCreated)).rejects.toThrow(
      /GYM_OWNER_PASSWORD/,
    );
  });
});
