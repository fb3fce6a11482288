import { describe, expect, it } from "vitest";
import { parseAllowList } from "./allow-list";

describe("parseAllowList", () => {
  it("allows exactly the host and port that were named", () => {
    const allow = parseAllowList(["127.0.0.1:11434"]);
    expect(allow.has("127.0.0.1", 11_434)).toBe(true);
    expect(allow.has("127.0.0.1", 11_435)).toBe(false);
    expect(allow.has("127.0.0.2", 11_434)).toBe(false);
    expect(allow.has("localhost", 11_434)).toBe(false);
  });

  it("takes names in any case, IPv6 in brackets, and the default ports", () => {
    const allow = parseAllowList([" Ollama.Local:80 ", "[::1]:443", ""]);
    expect(allow.has("ollama.local", 80)).toBe(true);
    expect(allow.has("OLLAMA.local", 80)).toBe(true);
    expect(allow.has("::1", 443)).toBe(true);
  });

  it.each(["localhost", "localhost:", "http://localhost:80", "a@b:80", "host:99999", "::1:80", "a/b:80"])(
    "refuses %s with an example of what would be right",
    (entry) => {
      expect(() => parseAllowList([entry])).toThrow(/127\.0\.0\.1:11434/);
    },
  );
});
