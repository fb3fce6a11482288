import { afterAll, beforeAll, expect, it } from "vitest";
import { DELETE, PATCH } from "@/app/api/v1/members/[userId]/route";
import { GET } from "@/app/api/v1/members/route";
import { GET as AUDIT } from "@/app/api/v1/audit/route";
import { GET as ME } from "@/app/api/v1/me/route";
import { ROLES, type Role } from "@/lib/platform/ctx";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "@/lib/platform/db/test-database";
import { setRuntime } from "@/lib/platform/runtime";
import type { Member } from "./schemas";
import { call, insertTestKey, insertTestPerson, testAuthRuntime, type TestPerson } from "./test-auth";

describeEachDatabase("members", (open) => {
  let database: TestDatabase;
  let runtime: ReturnType<typeof testAuthRuntime>;

  beforeAll(async () => {
    database = await open();
    runtime = testAuthRuntime(database.db);
    setRuntime(runtime);
  });
  afterAll(async () => {
    await runtime.keys.dispose();
    await database.close();
  });

  const organization = async (...roles: Role[]): Promise<[string, ...TestPerson[]]> => {
    const organizationId = await insertTestOrganization(database.db);
    const people = [];
    for (const role of roles) people.push(await insertTestPerson(runtime, organizationId, role));
    return [organizationId, ...people];
  };
  const change = (as: object, who: TestPerson, role: Role) =>
    call(PATCH, { as, method: "PATCH", params: { userId: who.userId }, body: { role } });
  const remove = (as: object, who: TestPerson) =>
    call(DELETE, { as, method: "DELETE", params: { userId: who.userId } });
  const ownerCount = (organizationId: string) =>
    database.db.membership.count({ where: { organizationId, role: "owner" } });

  it("are changed only by admins and owners, up to their own role", async () => {
    const rank = (role: Role) => ROLES.indexOf(role);
    for (const actorRole of ROLES) {
      const [organizationId, actor] = await organization(actorRole, "owner", "owner");
      for (const from of ROLES) {
        for (const to of ROLES) {
          const target = await insertTestPerson(runtime, organizationId, from);
          const isAllowed =
            rank(actorRole) >= rank("admin") && rank(from) <= rank(actorRole) && rank(to) <= rank(actorRole);
          const { status } = await change(actor!, target, to);
          expect(`${actorRole} makes ${from} ${to}: ${status}`).toBe(
            `${actorRole} makes ${from} ${to}: ${isAllowed ? 200 : 403}`,
          );
        }
      }
    }
  });

  it("get their new rights at once where they are changed", async () => {
    const [, owner, member] = await organization("owner", "member");
    expect((await call(AUDIT, { as: member! })).status).toBe(403);
    await change(owner!, member!, "admin");
    expect((await call(AUDIT, { as: member! })).status).toBe(200);
    await change(owner!, member!, "viewer");
    expect((await call(AUDIT, { as: member! })).status).toBe(403);
  });

  it("lose access at once when they are removed, and the answer says which of their keys go on working", async () => {
    const [organizationId, owner, member] = await organization("owner", "member");
    const { keyId } = await insertTestKey(runtime, organizationId);
    await database.db.apiKey.updateMany({ where: { id: keyId }, data: { createdBy: member!.userId } });
    expect((await call(ME, { as: member! })).status).toBe(200);
    expect((await remove(owner!, member!)).body.data).toEqual({ userId: member!.userId, activeKeyCount: 1 });
    expect((await call(ME, { as: member! })).status).toBe(401);
    expect((await remove(owner!, member!)).status).toBe(404);
  });

  it("may leave by themselves, whatever their role", async () => {
    for (const role of ROLES) {
      const [, person] = await organization(role, "owner");
      expect((await remove(person!, person!)).status).toBe(200);
    }
  });

  it("always include an owner", async () => {
    const [organizationId, owner, admin] = await organization("owner", "admin");
    expect((await change(owner!, owner!, "admin")).body.error?.message).toMatch(/only owner/);
    expect((await remove(owner!, owner!)).status).toBe(403);
    expect((await remove(admin!, owner!)).status).toBe(403);
    await change(owner!, admin!, "owner");
    expect((await remove(owner!, owner!)).status).toBe(200);
    expect(await ownerCount(organizationId)).toBe(1);
  });

  it("include an owner even when two owners remove each other at the same moment", async () => {
    const [organizationId, first, second] = await organization("owner", "owner");
    const statuses = (await Promise.all([remove(first!, second!), remove(second!, first!)])).map(
      ({ status }) => status,
    );
    expect(await ownerCount(organizationId)).toBe(1);
    expect(statuses).toContain(200);
  });

  it("of another organization do not exist", async () => {
    const [, owner] = await organization("owner");
    const [, stranger] = await organization("member");
    expect((await change(owner!, stranger!, "viewer")).status).toBe(404);
    expect((await remove(owner!, stranger!)).status).toBe(404);
    const list = (await call(GET, { as: owner! })).body.data as Member[];
    expect(list.map(({ userId }) => userId)).toEqual([owner!.userId]);
  });

  it("are managed by a key with the admin scope as by an admin, so not up to owner", async () => {
    const [organizationId, owner, member] = await organization("owner", "member");
    const { key } = await insertTestKey(runtime, organizationId);
    expect((await change({ key }, member!, "admin")).status).toBe(200);
    expect((await change({ key }, member!, "owner")).status).toBe(403);
    expect((await remove({ key }, owner!)).status).toBe(403);
  });

  it("leave an audit row for every change, and none for a refused one", async () => {
    const [organizationId, owner, member] = await organization("owner", "member");
    await change(owner!, member!, "viewer");
    await change(owner!, owner!, "viewer");
    const rows = await database.db.auditEntry.findMany({ where: { organizationId } });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ action: "member.update", before: { role: "member" }, after: { role: "viewer" } });
  });
});
