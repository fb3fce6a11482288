"use client";

import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Input } from "@/components/ui/input";

export type FilterSearchProps = {
  label: string;
  value: string;
  /** Called 250 ms after the last key, at once on Enter. */
  onChange: (text: string) => void;
  placeholder?: string;
};

const WAIT_MS = 250;

export function FilterSearch({ label, value, onChange, placeholder }: FilterSearchProps) {
  /** What is typed but not yet reported; null when the field shows `value`. */
  const [draft, setDraft] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function report(text: string) {
    clearTimeout(timer.current);
    setDraft(null);
    if (text !== value) onChange(text);
  }

  return (
    <span className="relative w-full sm:w-60">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-muted-foreground"
      />
      <Input
        type="search"
        aria-label={label}
        placeholder={placeholder ?? label}
        className="pl-8"
        value={draft ?? value}
        onChange={(event) => {
          const text = event.target.value;
          setDraft(text);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => report(text), WAIT_MS);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") report(event.currentTarget.value);
        }}
      />
    </span>
  );
}
