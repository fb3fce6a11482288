"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo } from "react";
import { cn } from "@/components/ui/cn";
import { Select } from "@/components/ui/select";
import type { TimelineEntry } from "@/lib/timeline/schemas";
import { TIMELINE_KINDS } from "@/lib/timeline/words";
import { KIND_WORDS } from "./kind-words";

const CHOICES = ["all", "none", ...TIMELINE_KINDS] as const;
const parser = parseAsStringLiteral(CHOICES).withDefault("all");
const useChoice = () => useQueryState("marks", parser);

/** What the charts of the page point out of what happened, as the address says. */
export function useMarks(entries: readonly TimelineEntry[] | undefined): readonly TimelineEntry[] | undefined {
  const [choice] = useChoice();
  return useMemo(
    () => (choice === "all" ? entries : entries?.filter(({ kind }) => kind === choice)),
    [choice, entries],
  );
}

/** Chooses what the charts of the page point out. */
export function MarksSelect({ className }: { className?: string }) {
  const [choice, setChoice] = useChoice();
  return (
    <div className={cn("flex justify-end", className)} data-print="hide">
      <Select
        aria-label="Marks in charts"
        isQuiet
        frameClassName="w-auto min-w-40"
        value={choice}
        onChange={({ target: { value } }) => void setChoice(CHOICES.find((one) => one === value) ?? "all")}
        options={[
          { value: "all", label: "Marks: all" },
          { value: "none", label: "Marks: none" },
          ...TIMELINE_KINDS.map((kind) => ({ value: kind, label: `Marks: ${KIND_WORDS[kind].toLowerCase()}` })),
        ]}
      />
    </div>
  );
}
