import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { DELETE } from "@/app/api/v1/invitations/[id]/route";
import { POST as ACCEPT } from "@/app/api/v1/invitations/accept/route";
import { GET, POST } from "@/app/api/v1/invitations/route";
import { GET as ME } from "@/app/api/v1/me/route";
import type { Role } from "@/lib/platform/ctx";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "@/lib/platform/db/test-database";
import { newId } from "@/lib/platform/ids";
import { setRuntime } from "@/lib/platform/runtime";
import { previewInvitation } from "./pending-invitation";
import type { CreatedInvitation, Invitation, Me } from "./schemas";
import { signIn } from "./sign-in";
import { call, insertTestPerson, PASSWORD, testAuthRuntime, testCookie, type TestPerson } from "./test-auth";

describeEachDatabase("invitations", (open) => {
  let database: TestDatabase;
  let runtime: ReturnType<typeof testAuthRuntime>;
  let organizationId: string;
  let owner: TestPerson;

  beforeAll(async () => {
    database = await open();
    runtime = testAuthRuntime(database.db);
    setRuntime(runtime);
  });
  beforeEach(async () => {
    organizationId = await insertTestOrganization(database.db);
    owner = await insertTestPerson(runtime, organizationId, "owner");
  });
  afterAll(async () => {
    await runtime.keys.dispose();
    await database.close();
  });

  const address = () => `guest-${newId()}@company.test`;
  const invite = async (email = address(), role: Role = "member", as: TestPerson = owner) => {
    const { status, body } = await call(POST, { as, body: { email, role } });
    const created = body.data as CreatedInvitation;
    return { ...created, status, token: created ? new URL(created.link).searchParams.get("token")! : "" };
  };
  const accept = (token: string, given: object = { name: "Grace", password: PASSWORD }, as?: object) =>
    call(ACCEPT, { ...(as && { as }), body: { token, ...given } });
  const pending = async () => (await call(GET, { as: owner })).body.data as Invitation[];

  it("make a member with an account who can sign in", async () => {
    const { email, token, role } = await invite(address(), "admin");
    expect(await previewInvitation(runtime, token)).toMatchObject({ email, role, hasAccount: false });
    expect((await accept(token)).status).toBe(201);
    const session = await signIn(runtime, { email, password: PASSWORD }, "203.0.113.7");
    const cookie = await testCookie(runtime, { userId: session.sub, organizationId });
    const me = (await call(ME, { as: { cookie } })).body.data as Me;
    expect(me).toMatchObject({ actor: { name: "Grace", email, role: "admin" }, organization: { id: organizationId } });
    expect(await pending()).toEqual([]);
  });

  it("work once, also when the link is opened ten times at the same moment", async () => {
    const { token, email } = await invite();
    const statuses = (await Promise.all(Array.from({ length: 10 }, () => accept(token)))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(9);
    expect(await database.db.user.count({ where: { email } })).toBe(1);
    expect((await accept(token)).body.error?.message).toMatch(/used already/);
  });

  it("end after seven days, when they are withdrawn, and when the same address is invited again", async () => {
    const withdrawn = await invite();
    const withdraw = () => call(DELETE, { as: owner, method: "DELETE", params: { id: withdrawn.id } });
    expect((await withdraw()).status).toBe(200);
    expect((await withdraw()).status).toBe(409);
    expect((await accept(withdrawn.token)).body.error?.message).toMatch(/withdrawn/);

    const first = await invite();
    const second = await invite(first.email);
    expect((await accept(first.token)).status).toBe(409);

    runtime.advanceMs(7 * 24 * 3_600_000);
    expect((await accept(second.token)).body.error?.message).toMatch(/expired/);
  });

  it("are stored without their link, and a made-up link is unknown", async () => {
    const { token, id } = await invite();
    const stored = await database.db.invitation.findFirstOrThrow({ where: { id } });
    const audit = await database.db.auditEntry.findFirstOrThrow({ where: { subjectId: id } });
    expect(JSON.stringify([stored, audit, await pending()])).not.toContain(token);
    expect((await accept(`gym_invite_${"x".repeat(32)}`)).status).toBe(404);
  });

  it("let somebody with an account join a second organization, signed in as the invited person only", async () => {
    const elsewhere = await insertTestOrganization(database.db);
    const person = await insertTestPerson(runtime, elsewhere, "viewer");
    const { token } = await invite(person.email);
    expect(await previewInvitation(runtime, token)).toMatchObject({ hasAccount: true });
    expect((await accept(token)).status).toBe(401);
    expect((await accept(token, {}, owner)).status).toBe(409);
    expect((await accept(token, {}, person)).body.data).toMatchObject({ organizationId, role: "member" });
    const me = (await call(ME, { as: person })).body.data as Me;
    expect(me.organizations.map(({ id, role }) => [id, role])).toEqual([
      [elsewhere, "viewer"],
      [organizationId, "member"],
    ]);
  });

  it("ask for a name and a good password, and stay usable after a refused one", async () => {
    const { token } = await invite();
    expect((await accept(token, { password: PASSWORD })).body.error).toMatchObject({ field: "name" });
    expect((await accept(token, { name: "Grace" })).body.error).toMatchObject({ field: "password" });
    const refused = await accept(token, { name: "Grace", password: "password1" });
    expect(refused).toMatchObject({ status: 400, body: { error: { field: "password" } } });
    expect((await accept(token)).status).toBe(201);
  });

  it("never give a role above the inviter's", async () => {
    const admin = await insertTestPerson(runtime, organizationId, "admin");
    const member = await insertTestPerson(runtime, organizationId, "member");
    expect((await invite(address(), "owner", admin)).status).toBe(403);
    expect((await invite(address(), "admin", admin)).status).toBe(201);
    expect((await invite(address(), "viewer", member)).status).toBe(403);
    expect((await call(GET, { as: member })).status).toBe(403);
  });

  it("are refused for members, and end with the membership of the inviter", async () => {
    expect((await invite(owner.email)).status).toBe(409);
    const admin = await insertTestPerson(runtime, organizationId, "admin");
    const { token } = await invite(address(), "admin", admin);
    const { DELETE: removeMember } = await import("@/app/api/v1/members/[userId]/route");
    await call(removeMember, { as: owner, method: "DELETE", params: { userId: admin.userId } });
    expect((await accept(token)).status).toBe(409);
  });

  it("of another organization do not exist", async () => {
    const { id } = await invite();
    const stranger = await insertTestPerson(runtime, await insertTestOrganization(database.db), "owner");
    expect((await call(DELETE, { as: stranger, method: "DELETE", params: { id } })).status).toBe(404);
    expect((await call(GET, { as: stranger })).body.data).toEqual([]);
  });

  it("cannot be accepted from another site", async () => {
    const { token } = await invite();
    const headers = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
    expect((await call(ACCEPT, { body: { token, name: "Grace", password: PASSWORD }, headers })).status).toBe(403);
  });
});
