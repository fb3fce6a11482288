import { ROLES, type Actor, type Role } from "@/lib/platform/ctx";

const rank = (role: Role): number => ROLES.indexOf(role);

/** The role whose rights an actor uses when it manages people. A key that may manage people counts as an admin. */
export function roleOfActor(actor: Actor): Role {
  if (actor.type === "user") return actor.role;
  return actor.type === "key" ? "admin" : "owner";
}

export const canGrant = (own: Role, granted: Role): boolean => rank(granted) <= rank(own);

export type MemberChange = {
  actorRole: Role;
  currentRole: Role;
  /** null removes the member. */
  nextRole: Role | null;
  /** Owners of the organization before the change. */
  ownerCount: number;
  isSelf: boolean;
};

/**
 * Why this change of a member is refused, or null when it may happen. Nobody touches or creates a role above their
 * own, anybody may lower themselves or leave, and an organization always keeps an owner.
 */
export function memberChangeProblem(change: MemberChange): string | null {
  const { actorRole, currentRole, nextRole, ownerCount, isSelf } = change;
  if (!canGrant(actorRole, currentRole))
    return `Your role (${actorRole}) may not change a member who is ${currentRole}`;
  if (nextRole && !canGrant(actorRole, nextRole)) return `Your role (${actorRole}) may not make somebody ${nextRole}`;
  if (currentRole === "owner" && nextRole !== "owner" && ownerCount <= 1) {
    return isSelf
      ? "You are the only owner. Make somebody else owner first"
      : "An organization keeps at least one owner. Make somebody else owner first";
  }
  return null;
}
