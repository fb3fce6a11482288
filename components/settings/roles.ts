import type { Member } from "@/lib/auth/schemas";

export type Role = Member["role"];

/** What each role may do, from least to most. */
export const ROLE_EXPLANATIONS = {
  viewer: "looks at everything",
  member: "also runs models, changes tasks, imports and trains",
  admin: "also manages providers, keys, members and settings",
  owner: "also decides who else is owner",
} as const satisfies Record<Role, string>;

const ROLES = Object.keys(ROLE_EXPLANATIONS) as Role[];

/** Roles that somebody may give: none above their own. */
export const grantableRoles = (own: Role | null): Role[] =>
  own === null ? [] : ROLES.slice(0, ROLES.indexOf(own) + 1);

/** Whether somebody may change or remove a member: nobody touches a role above their own. */
export const mayChange = (own: Role | null, member: Role): boolean => grantableRoles(own).includes(member);
