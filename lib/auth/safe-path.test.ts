import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safePath } from "./safe-path";

describe("safePath", () => {
  it("keeps a path of this site with its query", () => {
    expect(safePath("/executions?status=failed#row-3")).toBe("/executions?status=failed#row-3");
  });

  it("leads home from whatever is missing or elsewhere", () => {
    const elsewhere = [
      null,
      undefined,
      "",
      "executions",
      "https://evil.example",
      "//evil.example",
      "/\\evil.example",
      "/\t/evil.example",
      "javascript:alert(1)",
      "/.//evil.example",
      "/a/..//evil.example",
    ];
    for (const path of elsewhere) expect(safePath(path)).toBe("/");
  });

  it("never leaves the site, whatever the text", () => {
    const base = "https://gym.company.com";
    const piece = fc.constantFrom("/", "\\", ".", "..", ":", "@", "\t", "evil.example", "?", "#", "%2f");
    const anyPath = fc.oneof(
      fc.string(),
      fc.array(piece).map((pieces) => `/${pieces.join("")}`),
    );
    fc.assert(
      fc.property(anyPath, (text) => {
        expect(new URL(safePath(text), base).origin).toBe(base);
      }),
    );
  });
});
