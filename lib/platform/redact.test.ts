import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSecretName, redactSecrets, redactText } from "./redact";

describe("redactSecrets", () => {
  it("replaces what has a secret name, at any depth and in any spelling", () => {
    const value = {
      name: "x",
      apiKey: "1",
      list: [{ "x-api-key": "2", deep: { PASSWORD: "3", client_secret: "4", Authorization: ["5"] } }],
    };
    const text = JSON.stringify(redactSecrets(value));
    expect(text).not.toMatch(/"[1-5]"/);
    expect(text).toContain('"name":"x"');
  });

  it("keeps counts of tokens, which are not secrets", () => {
    const usage = { inputTokens: 3, outputTokens: 4, tokens: 7, key: "sort", keyId: "k", monkey: true };
    expect(redactSecrets(usage)).toEqual(usage);
    expect(isSecretName("keyHint")).toBe(false);
  });

  it("keeps whether a secret was there at all", () => {
    expect(redactSecrets({ apiKey: null, password: "x" })).toEqual({ apiKey: null, password: "[redacted]" });
  });

  it("ends in circles and in very deep values", () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(redactSecrets(circle)).toEqual({ self: "[cut off]" });
  });

  it("does not change what it is given", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("apiKey", "name", "token"), fc.jsonValue()), (value) => {
        const before = structuredClone(value);
        redactSecrets(value);
        expect(value).toEqual(before);
      }),
    );
  });
});

describe("redactText", () => {
  it.each([
    ["sk-proj-abcdefghij0123456789", "abcdefghij"],
    ["Authorization: Bearer eyJhbGciOi.J9.xyz", "eyJhbGciOi"],
    ["connect postgresql://gym:hunter22@db:5432/gym failed", "hunter22"],
    ["redis://:hunter22@cache:6379", "hunter22"],
    ["key gym_Abcdefghijklmnop0123", "Abcdefghijklmnop"],
  ])("leaves no secret in %j", (text, secret) => {
    expect(redactText(text)).not.toContain(secret);
  });

  it("keeps ordinary text, addresses and JSON as they are", () => {
    const text = '{"url":"https://api.openai.com/v1","at":"12:30:01","mail":"ada@company.com","task":"sk-ill"}';
    expect(redactText(text)).toBe(text);
  });

  it("needs time in proportion to the text, also for hostile text", () => {
    const text = `${"a".repeat(50_000)}://${"b".repeat(50_000)}`;
    expect(redactText(text)).toBe(text);
  });
});
