"use client";

import { useId, useState, type ReactNode } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";

type CheckListItem = {
  value: string;
  /** (Default: the value) */
  label?: ReactNode;
  /** Below the label: why it cannot be chosen, say. */
  hint?: string | null;
  isDisabled?: boolean;
};

export type CheckListProps = {
  /** What is chosen, for screen readers. */
  label: string;
  items: readonly CheckListItem[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  /** Most that may be chosen at a time. (Default: all) */
  max?: number;
  className?: string;
};

/** More than this need a search field. */
const SEARCH_ABOVE = 12;

/** Any number of a few or many things. */
export function CheckList({ label, items, chosen, onChange, max = Infinity, className }: CheckListProps) {
  const id = useId();
  const [search, setSearch] = useState("");
  const shown = items.filter(({ value }) => value.includes(search.trim().toLowerCase()));
  return (
    <div role="group" aria-label={label} className={cn("grid gap-2", className)}>
      {items.length > SEARCH_ABOVE && (
        <Input
          type="search"
          aria-label={`Search: ${label}`}
          placeholder="Search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      <ul className="relative grid max-h-60 gap-x-4 overflow-y-auto sm:grid-cols-2">
        {shown.map(({ value, label: text, hint, isDisabled }) => {
          const isChosen = chosen.includes(value);
          return (
            <li key={value} className="flex items-start gap-2 py-1.5 pl-1 pointer-coarse:py-3">
              <Checkbox
                id={`${id}-${value}`}
                className="mt-0.5"
                checked={isChosen}
                disabled={!isChosen && (isDisabled || chosen.length >= max)}
                onCheckedChange={(checked) =>
                  onChange(checked === true ? [...chosen, value] : chosen.filter((one) => one !== value))
                }
              />
              <Label htmlFor={`${id}-${value}`} className="min-w-0 font-normal">
                {text ?? value}
                {hint && <span className="block text-xs text-muted-foreground">{hint}</span>}
              </Label>
            </li>
          );
        })}
      </ul>
      {chosen.length >= max && <p className="text-xs text-muted-foreground">At most {max} at a time.</p>}
    </div>
  );
}
