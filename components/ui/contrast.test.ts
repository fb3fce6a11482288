import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const css = readFileSync(fileURLToPath(new URL("../../app/globals.css", import.meta.url)), "utf8");

/** Colour tokens of one rule of globals.css. */
function tokensOf(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const rule = css.slice(start, css.indexOf("}", start));
  return new Map([...rule.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1]!, match[2]!]));
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(left: string, right: string): number {
  const [dark, light] = [luminance(left), luminance(right)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

const GROUNDS = ["background", "surface", "surface-muted", "sidebar"];
const TEXTS: [text: string, grounds: string[]][] = [
  ["foreground", [...GROUNDS, "accent-subtle"]],
  ["muted-foreground", GROUNDS],
  ["accent-text", [...GROUNDS, "accent-subtle"]],
  ["accent-foreground", ["accent", "accent-hover"]],
  ["success", [...GROUNDS, "success-subtle"]],
  ["warning", [...GROUNDS, "warning-subtle"]],
  ["danger", [...GROUNDS, "danger-subtle"]],
];
const SHAPES = ["input", "ring", "accent", ...Array.from({ length: 16 }, (_, index) => `chart-${index + 1}`)];

describe.each([
  ["light", ":root"],
  ["dark", "  .dark"],
])("the %s theme", (_, selector) => {
  const tokens = tokensOf(selector);
  const between = (one: string, other: string) => contrast(tokens.get(one)!, tokens.get(other)!);

  it("makes every text readable on every ground it stands on (WCAG AA, 4.5)", () => {
    for (const [text, grounds] of TEXTS) {
      for (const ground of grounds) expect(between(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast("#ffffff", tokens.get("danger-fill")!)).toBeGreaterThanOrEqual(4.5);
  });

  it("makes borders of controls, focus rings and chart lines visible (WCAG AA, 3)", () => {
    for (const shape of SHAPES) expect(between(shape, "surface"), shape).toBeGreaterThanOrEqual(3);
  });
});
