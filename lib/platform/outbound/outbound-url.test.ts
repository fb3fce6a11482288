import { describe, expect, it } from "vitest";
import { below, parseOutboundUrl } from "./outbound-url";

describe("parseOutboundUrl", () => {
  it.each([
    "file:///etc/passwd",
    "ftp://host/x",
    "gopher://host",
    "javascript:alert(1)",
    "//host/x",
    "host/x",
    "",
    "http://",
    "https://user@host/",
    "https://user:secret@host/",
  ])("refuses %s", (text) => {
    expect(() => parseOutboundUrl(text)).toThrow(expect.objectContaining({ kind: "invalid_request" }));
  });

  it("never repeats a password or a long text that may be a key", () => {
    for (const text of ["https://user:hunter2secret@host/", "sk-0123456789abcdefghij"]) {
      expect(() => parseOutboundUrl(text)).toThrow(
        expect.objectContaining({ message: expect.not.stringMatching(/hunter2|0123456789abc/) }),
      );
    }
  });

  it("sees through odd spellings of an address", () => {
    for (const host of ["2130706433", "0x7f.1", "0177.0.0.1", "127.1"]) {
      expect(parseOutboundUrl(`http://${host}:80/`).host).toBe("127.0.0.1");
    }
  });
});

describe("below", () => {
  it("joins with exactly one slash", () => {
    for (const base of ["https://h/v1", "https://h/v1/"]) {
      expect(below(parseOutboundUrl(base), "/models").path).toBe("/v1/models");
    }
    expect(below(parseOutboundUrl("https://h"), "/models").path).toBe("/models");
  });

  it("keeps the base URL's query at the end", () => {
    const base = parseOutboundUrl("https://h/v1?api-version=1");
    expect(below(base, "/models").path).toBe("/v1/models?api-version=1");
    expect(below(base, "/models?limit=9").path).toBe("/v1/models?limit=9&api-version=1");
  });
});
