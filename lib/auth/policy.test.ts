import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ROLES } from "@/lib/platform/ctx";
import { canGrant, memberChangeProblem, roleOfActor } from "./policy";

const anyRole = fc.constantFrom(...ROLES);
const rank = (role: (typeof ROLES)[number]) => ROLES.indexOf(role);

describe("memberChangeProblem", () => {
  it("lets nobody touch a role above their own, nor create one", () => {
    fc.assert(
      fc.property(anyRole, anyRole, fc.option(anyRole), fc.boolean(), (actorRole, currentRole, nextRole, isSelf) => {
        const problem = memberChangeProblem({ actorRole, currentRole, nextRole, ownerCount: 5, isSelf });
        const isAbove = rank(currentRole) > rank(actorRole) || (nextRole !== null && rank(nextRole) > rank(actorRole));
        expect(problem !== null).toBe(isAbove);
      }),
    );
  });

  it("never leaves an organization without an owner", () => {
    fc.assert(
      fc.property(fc.option(anyRole), fc.boolean(), (nextRole, isSelf) => {
        const change = { actorRole: "owner", currentRole: "owner", nextRole, ownerCount: 1, isSelf } as const;
        expect(memberChangeProblem(change) === null).toBe(nextRole === "owner");
        expect(memberChangeProblem({ ...change, ownerCount: 2 })).toBeNull();
      }),
    );
  });
});

describe("roleOfActor", () => {
  it("counts a key as an admin, so that no key makes an owner", () => {
    expect(canGrant(roleOfActor({ type: "key", id: "k", name: "CI" }), "admin")).toBe(true);
    expect(canGrant(roleOfActor({ type: "key", id: "k", name: "CI" }), "owner")).toBe(false);
  });
});
