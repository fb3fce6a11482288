import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { passwordProblem } from "./password-policy";

const ADA = { email: "ada.lovelace@company.com", name: "Ada Lovelace", organizationName: "Difference Engines" };

describe("passwordProblem", () => {
  it("accepts a phrase of plain words: nothing demands digits or signs", () => {
    expect(passwordProblem("correct horse battery staple", ADA)).toBeNull();
    expect(passwordProblem("tin roof rusted", ADA)).toBeNull();
  });

  it("counts characters as people see them", () => {
    expect(passwordProblem("🦜🐘🦊🐳🦉🐢🦔")).toMatch(/at least 8/);
    expect(passwordProblem("🦜🐘🦊🐳🦉🐢🦔🐙")).toBeNull();
    expect(passwordProblem(`${"ab cd".repeat(51)}e`)).toBeNull();
    expect(passwordProblem("ab cd".repeat(52))).toMatch(/at most 256/);
  });

  it("refuses common passwords in any case and with the usual decoration, and says why", () => {
    for (const common of ["password", "PassWord", "trustno1", "sunshine123!", "!!Jennifer1987"]) {
      expect(passwordProblem(common)).toMatch(/most common passwords/);
    }
  });

  it("refuses repetitions and sequences in both directions", () => {
    for (const simple of ["aaaaaaaaaa", "abababababab", "bcdefghijk", "zyxwvutsrq"]) {
      expect(passwordProblem(simple)).not.toBeNull();
    }
  });

  it("refuses what is expected of this person, with digits around it too", () => {
    for (const expected of [
      "ada.lovelace@company.com",
      "ada.lovelace",
      "AdaLovelace1815",
      "Difference Engines",
      "AI Gym 2025",
    ]) {
      expect(passwordProblem(expected, ADA)).toMatch(/easy to guess/);
    }
  });

  it("accepts long random texts, whatever characters they hold", () => {
    fc.assert(
      fc.property(fc.uuid(), (text) => {
        expect(passwordProblem(`${text} ß½λ`, ADA)).toBeNull();
      }),
    );
  });
});
