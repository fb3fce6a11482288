import type { Role } from "@/lib/platform/ctx";
import type { Database, DatabaseTransaction } from "@/lib/platform/db";
import type { Member } from "./schemas";
import type { SessionMember } from "./session-cache";

export async function findMembership(
  db: DatabaseTransaction,
  organizationId: string,
  userId: string,
): Promise<SessionMember | null> {
  const [membership, user] = await Promise.all([
    db.membership.findUnique({ where: { organizationId_userId: { organizationId, userId } } }),
    db.user.findUnique({ where: { id: userId } }),
  ]);
  if (!membership || !user) return null;
  const { name, email, sessionEpoch } = user;
  return { userId, organizationId, name, email, role: membership.role as Role, sessionEpoch };
}

/** Members in the order of their accounts' creation. */
export async function listMemberRows(
  db: Database,
  organizationId: string,
  listing: { afterUserId: string | null; take: number },
): Promise<Member[]> {
  const memberships = await db.membership.findMany({
    where: { organizationId, ...(listing.afterUserId && { userId: { gt: listing.afterUserId } }) },
    orderBy: { userId: "asc" },
    take: listing.take,
  });
  const users = await db.user.findMany({ where: { id: { in: memberships.map(({ userId }) => userId) } } });
  const userOf = new Map(users.map((user) => [user.id, user]));
  return memberships.flatMap(({ userId, role, createdAt }) => {
    const user = userOf.get(userId);
    return user
      ? [{ userId, name: user.name, email: user.email, role: role as Role, joinedAt: createdAt.toISOString() }]
      : [];
  });
}

/** The person's organizations, the one joined first at the top. */
export async function listOrganizationsOf(
  db: DatabaseTransaction,
  userId: string,
): Promise<{ id: string; name: string; role: Role }[]> {
  const memberships = await db.membership.findMany({ where: { userId }, orderBy: { createdAt: "asc" }, take: 200 });
  const organizations = await db.organization.findMany({
    where: { id: { in: memberships.map(({ organizationId }) => organizationId) } },
  });
  const nameOf = new Map(organizations.map(({ id, name }) => [id, name]));
  return memberships.flatMap(({ organizationId, role }) => {
    const name = nameOf.get(organizationId);
    return name === undefined ? [] : [{ id: organizationId, name, role: role as Role }];
  });
}

/**
 * How many owners there are, with their rows locked until the transaction ends: two owners who demote each other at
 * the same moment are served one after the other.
 */
export async function lockOwners(tx: DatabaseTransaction, organizationId: string): Promise<number> {
  const owners = await tx.$queryRaw<{ user_id: string }[]>`
    SELECT user_id FROM memberships WHERE organization_id = ${organizationId}::uuid AND role = 'owner'
    ORDER BY user_id FOR UPDATE`;
  return owners.length;
}

export async function insertMembership(
  tx: DatabaseTransaction,
  membership: { organizationId: string; userId: string; role: Role; createdAt: Date },
): Promise<void> {
  await tx.membership.create({ data: membership });
}

export async function updateRole(
  tx: DatabaseTransaction,
  organizationId: string,
  userId: string,
  role: Role,
): Promise<void> {
  await tx.membership.update({ where: { organizationId_userId: { organizationId, userId } }, data: { role } });
}

export async function deleteMembership(tx: DatabaseTransaction, organizationId: string, userId: string): Promise<void> {
  await tx.membership.delete({ where: { organizationId_userId: { organizationId, userId } } });
}

/** Names of the people and keys behind the given ids; ids of neither are left out. */
export async function namesOfActors(
  db: DatabaseTransaction,
  organizationId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const [users, keys] = await Promise.all([
    db.user.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } }),
    db.apiKey.findMany({ where: { organizationId, id: { in: [...ids] } }, select: { id: true, name: true } }),
  ]);
  return new Map([...keys, ...users].map(({ id, name }) => [id, name]));
}
