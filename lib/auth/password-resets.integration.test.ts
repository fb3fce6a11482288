import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { GET as ME } from "@/app/api/v1/me/route";
import { DELETE as REMOVE, PATCH } from "@/app/api/v1/members/[userId]/route";
import { POST as MAKE } from "@/app/api/v1/members/[userId]/password-reset/route";
import { POST as USE } from "@/app/api/v1/password-resets/use/route";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "@/lib/platform/db/test-database";
import { newId } from "@/lib/platform/ids";
import { setRuntime } from "@/lib/platform/runtime";
import { previewPasswordReset } from "./pending-reset";
import { recoveryToken } from "./recovery-token";
import type { CreatedPasswordReset } from "./schemas";
import { signIn } from "./sign-in";
import { call, insertTestPerson, PASSWORD, testAuthRuntime, type TestPerson } from "./test-auth";

const NEW_PASSWORD = "seven quiet otters";
const HOUR_MS = 3_600_000;

describeEachDatabase("password resets", (open) => {
  let database: TestDatabase;
  let runtime: ReturnType<typeof testAuthRuntime>;
  let organizationId: string;
  let owner: TestPerson;
  let member: TestPerson;

  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    runtime = testAuthRuntime(database.db);
    setRuntime(runtime);
    organizationId = await insertTestOrganization(database.db);
    owner = await insertTestPerson(runtime, organizationId, "owner");
    member = await insertTestPerson(runtime, organizationId, "member");
  });
  afterAll(() => database.close());

  const make = async (userId = member.userId, as: TestPerson = owner) => {
    const { status, body } = await call(MAKE, { as, method: "POST", params: { userId } });
    const created = body.data as CreatedPasswordReset | undefined;
    return { status, error: body.error, token: created ? new URL(created.link).searchParams.get("token")! : "" };
  };
  const use = (token: string, password = NEW_PASSWORD) => call(USE, { body: { token, password } });
  const canSignIn = (email: string, password: string) =>
    signIn(runtime, { email, password }, "203.0.113.9").then(
      () => true,
      () => false,
    );
  const recover = (email: string) =>
    recoveryToken(email, { secret: runtime.environment.nextAuthSecret, now: runtime.now() });

  it("give a member another password, and end the sessions of the old one", async () => {
    const { status, token } = await make();
    expect(status).toBe(201);
    expect(await previewPasswordReset(runtime, token)).toMatchObject({ email: member.email });
    expect(await use(token)).toMatchObject({ status: 200, body: { data: { email: member.email } } });
    expect(await canSignIn(member.email, NEW_PASSWORD)).toBe(true);
    expect(await canSignIn(member.email, PASSWORD)).toBe(false);
    expect((await call(ME, { as: member })).status).toBe(401);
    const audit = await database.db.auditEntry.findMany({ where: { organizationId }, orderBy: { id: "asc" } });
    expect(audit.map(({ action }) => action)).toEqual(["password_reset.create", "password.reset"]);
    expect(JSON.stringify(audit)).not.toContain(token);
  });

  it("work once, also when the link is used ten times at the same moment", async () => {
    for (const token of [(await make()).token, recover(member.email)]) {
      const statuses = (await Promise.all(Array.from({ length: 10 }, () => use(token)))).map(({ status }) => status);
      expect(statuses.filter((status) => status === 200)).toHaveLength(1);
      expect(statuses.filter((status) => status === 409)).toHaveLength(9);
    }
  });

  it("end after a day, when another one is made, and with every change of the person", async () => {
    const first = (await make()).token;
    const second = (await make()).token;
    expect((await use(first)).status).toBe(409);
    runtime.advanceMs(25 * HOUR_MS);
    expect((await use(second)).status).toBe(409);

    owner = await insertTestPerson(runtime, organizationId, "owner");
    const { token } = await make();
    await call(PATCH, { as: owner, method: "PATCH", params: { userId: member.userId }, body: { role: "admin" } });
    expect((await use(token)).status).toBe(409);

    const later = (await make()).token;
    await call(REMOVE, { as: owner, method: "DELETE", params: { userId: member.userId } });
    expect((await use(later)).status).toBe(409);
    expect(await canSignIn(member.email, NEW_PASSWORD)).toBe(false);
  });

  it("are for people of a role up to one's own, and for nobody's own account", async () => {
    const admin = await insertTestPerson(runtime, organizationId, "admin");
    expect((await make(owner.userId, admin)).status).toBe(403);
    expect((await make(admin.userId, member)).status).toBe(403);
    expect((await make(owner.userId, owner)).status).toBe(409);
    expect((await make(member.userId, admin)).status).toBe(201);
  });

  it("reach into no other organization", async () => {
    const elsewhere = await insertTestOrganization(database.db);
    const stranger = await insertTestPerson(runtime, elsewhere, "owner");
    expect((await make(stranger.userId)).status).toBe(404);
    expect((await make("no-id")).status).toBe(404);

    const { token } = await make();
    await database.db.membership.create({ data: { organizationId: elsewhere, userId: member.userId, role: "owner" } });
    expect((await use(token)).status).toBe(409);
    expect((await make()).status).toBe(409);
  });

  it("of the command line are for one person and one hour, and survive that person's several organizations", async () => {
    const elsewhere = await insertTestOrganization(database.db);
    await database.db.membership.create({ data: { organizationId: elsewhere, userId: owner.userId, role: "member" } });
    expect((await use(recover(owner.email))).status).toBe(200);
    expect(await canSignIn(owner.email, NEW_PASSWORD)).toBe(true);
    expect((await use(recover(`nobody-${newId()}@company.test`))).status).toBe(404);
    const token = recover(owner.email);
    runtime.advanceMs(HOUR_MS + 1_000);
    expect((await use(token)).status).toBe(409);
  });

  it("refuse a link that is not ours and a password that must not be used, and stay usable then", async () => {
    for (const token of ["", "x", "gym_reset_x", "gym_recover_x.y", "a".repeat(2_000)]) {
      expect([400, 404]).toContain((await use(token)).status);
    }
    const { token } = await make();
    expect(await use(token, "password")).toMatchObject({ status: 400, body: { error: { field: "password" } } });
    expect((await use(token)).status).toBe(200);
  });
});
