import { describe, expect, it } from "vitest";
import { cn } from "./cn";

describe("cn", () => {
  it("lets the later class win where both set the same property", () => {
    const pairs: [base: string, override: string][] = [
      ["h-8", "h-11"],
      ["px-3", "px-2.5"],
      ["px-2 pt-1", "p-4"],
      ["w-4 h-4", "size-6"],
      ["text-sm", "text-xs"],
      ["text-sm", "text-[16px]"],
      ["text-foreground", "text-danger"],
      ["bg-surface", "bg-transparent"],
      ["border-border", "border-accent"],
      ["border", "border-0"],
      ["rounded-md", "rounded-full"],
      ["shadow-card", "shadow-none"],
      ["flex", "hidden"],
      ["justify-center", "justify-between"],
      ["font-medium", "font-normal"],
      ["max-sm:hidden", "max-sm:block"],
      ["min-h-20", "min-h-40"],
      ["top-3", "top-2.5"],
    ];
    for (const [base, override] of pairs) expect(cn(base, override)).toBe(override);
  });

  it("keeps classes that set different properties", () => {
    for (const classes of [
      "text-sm text-danger text-right font-mono font-medium",
      "border border-b border-l border-danger border-dashed",
      "rounded-md rounded-t-xl",
      "flex flex-1 flex-col flex-wrap items-center",
      "h-8 min-h-11 max-h-96 pointer-coarse:h-14",
      "overflow-hidden overflow-x-auto",
      "p-4 pt-2 truncate sr-only divide-y",
      "size-4 animate-spin text-muted-foreground",
    ]) {
      expect(cn(classes)).toBe(classes);
    }
  });

  it("leaves out what is not there", () =>
    expect(cn("a", false, undefined, null, ["b", { c: true, d: false }])).toBe("a b c"));
});
