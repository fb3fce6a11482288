import { describe, expect, it } from "vitest";
import { makeKeyMatcher, type KeyPress } from "./match-keys";

const BINDINGS = ["j", "?", "g e", "g o", "mod+k"];
const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  isMod: false,
  isAlt: false,
  isTyping: false,
  atMs: 0,
  ...more,
});

describe("makeKeyMatcher", () => {
  it("matches single keys, whatever shift was needed to type them", () => {
    const match = makeKeyMatcher();
    expect([match(press("j"), BINDINGS), match(press("?"), BINDINGS), match(press("x"), BINDINGS)]).toEqual([
      "j",
      "?",
      null,
    ]);
  });

  it("matches a sequence typed in time, and forgets it afterwards", () => {
    const match = makeKeyMatcher();
    match(press("g", { atMs: 0 }), BINDINGS);
    expect(match(press("e", { atMs: 900 }), BINDINGS)).toBe("g e");
    expect(match(press("e", { atMs: 950 }), BINDINGS)).toBeNull();
    match(press("g", { atMs: 1_000 }), BINDINGS);
    expect(match(press("e", { atMs: 9_000 }), BINDINGS)).toBeNull();
  });

  it("stays silent while somebody types, except for the palette", () => {
    const match = makeKeyMatcher();
    expect(match(press("j", { isTyping: true }), BINDINGS)).toBeNull();
    expect(match(press("k", { isTyping: true, isMod: true }), BINDINGS)).toBe("mod+k");
  });

  it("leaves the browser's own combinations alone", () => {
    const match = makeKeyMatcher();
    expect([match(press("j", { isMod: true }), BINDINGS), match(press("j", { isAlt: true }), BINDINGS)]).toEqual([
      null,
      null,
    ]);
  });
});
