import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decryptSecret, encryptSecret, hashToken, isEqualSecret, newToken } from "./secrets";

const key = randomBytes(32);

describe("encryptSecret and decryptSecret", () => {
  it("give back any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(decryptSecret(key, encryptSecret(key, text, "org"), "org")).toBe(text);
      }),
    );
  });

  it("never encrypt the same text to the same result", () => {
    expect(encryptSecret(key, "text", "org")).not.toBe(encryptSecret(key, "text", "org"));
  });

  it("refuse another organization", () => {
    expect(() => decryptSecret(key, encryptSecret(key, "text", "org"), "other")).toThrow(/another organization/);
  });

  it("say so when the encryption key is another one", () => {
    expect(() => decryptSecret(randomBytes(32), encryptSecret(key, "text", "org"), "org")).toThrow(
      /another ENCRYPTION_KEY/,
    );
  });

  it("refuse a text in which any one character was changed", () => {
    const encrypted = encryptSecret(key, "text", "org");
    for (let index = 0; index < encrypted.length; index++) {
      // The last character of base64url may carry unused bits.
      if (index === encrypted.length - 1) continue;
      const other = encrypted[index] === "A" ? "B" : "A";
      const changed = encrypted.slice(0, index) + other + encrypted.slice(index + 1);
      expect(() => decryptSecret(key, changed, "org"), `character ${index}`).toThrow();
    }
  });

  it("refuse what was never encrypted, and what was cut", () => {
    const encrypted = encryptSecret(key, "text", "org");
    for (const text of ["", "sk-plain", "v1..", `${encrypted}.x`, encrypted.slice(0, 14), encrypted.slice(0, 30)]) {
      expect(() => decryptSecret(key, text, "org"), text).toThrow(/enter it again/);
    }
  });
});

describe("tokens", () => {
  it("carry 192 random bits behind their prefix", () => {
    const tokens = new Set(Array.from({ length: 1_000 }, () => newToken("gym_")));
    expect(tokens.size).toBe(1_000);
    for (const token of tokens) expect(token).toMatch(/^gym_[A-Za-z0-9_-]{32}$/);
  });

  it("are hashed as published for SHA-256", () => {
    expect(hashToken("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });

  it("compare equal only to themselves", () => {
    expect(isEqualSecret("a", "a")).toBe(true);
    expect(isEqualSecret("a", "b")).toBe(false);
    expect(isEqualSecret("a", "aa")).toBe(false);
  });
});
