import { describe, expect, it } from "vitest";
import { grantableRoles, mayChange } from "./roles";

describe("roles", () => {
  it("nobody gives a role above their own", () => {
    expect(grantableRoles("admin")).toEqual(["viewer", "member", "admin"]);
    expect(grantableRoles("owner")).toContain("owner");
  });

  it("nobody changes somebody above them, and programs change nobody", () => {
    expect(mayChange("admin", "owner")).toBe(false);
    expect(mayChange("owner", "owner")).toBe(true);
    expect(mayChange(null, "viewer")).toBe(false);
  });
});
