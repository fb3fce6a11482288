import { describe, expect, it } from "vitest";
import { isSetupToken, setupLink, setupToken } from "./setup-token";

const SECRET = "a".repeat(40);

describe("the set-up link", () => {
  it("is the same on every replica and after every restart", () => {
    expect(setupToken(SECRET)).toBe(setupToken(SECRET));
    expect(setupLink("http://localhost:3000", SECRET)).toBe(`http://localhost:3000/setup?token=${setupToken(SECRET)}`);
  });

  it("depends on the server's secret and does not contain it", () => {
    expect(setupToken("b".repeat(40))).not.toBe(setupToken(SECRET));
    expect(setupToken(SECRET)).not.toContain(SECRET);
  });

  it("refuses every other token, of any length", () => {
    expect(isSetupToken(setupToken(SECRET), SECRET)).toBe(true);
    for (const wrong of ["", "x", setupToken(SECRET).slice(1), `${setupToken(SECRET)}x`])
      expect(isSetupToken(wrong, SECRET)).toBe(false);
  });
});
