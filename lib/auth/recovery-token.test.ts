import { describe, expect, it } from "vitest";
import { readRecoveryToken, recoveryToken } from "./recovery-token";

const SECRET = "s".repeat(32);
const NOW = new Date("2026-03-01T12:00:00Z");

describe("a token of the command line", () => {
  it("says for whom it is, within an hour", () => {
    const token = recoveryToken(" Ada@Company.test ", { secret: SECRET, now: NOW });
    expect(readRecoveryToken(token, SECRET)).toEqual({
      email: "ada@company.test",
      expiresAtMs: NOW.getTime() + 3_600_000,
    });
  });

  it("is worth nothing with another secret, another person or a later end", () => {
    const token = recoveryToken("ada@company.test", { secret: SECRET, now: NOW });
    const [, signature] = token.split(".");
    const forged = Buffer.from(JSON.stringify({ email: "eve@company.test", expiresAtMs: 9e15 })).toString("base64url");
    for (const wrong of [
      `gym_recover_${forged}.${signature}`,
      token.slice(0, -1),
      "gym_recover_",
      "gym_recover_x.y",
      "",
    ]) {
      expect(readRecoveryToken(wrong, SECRET)).toBeNull();
    }
    expect(readRecoveryToken(token, "t".repeat(32))).toBeNull();
  });
});
