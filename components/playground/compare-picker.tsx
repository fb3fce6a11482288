"use client";

import { useState } from "react";
import { ModelName } from "@/components/executions/model-name";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { MAX_COMPARED } from "./playground-parameters";

export type ComparableModel = {
  slug: string;
  /** Why it cannot be asked; null when it can. */
  unusable: string | null;
};

type ComparePickerProps = {
  models: readonly ComparableModel[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};

const SEARCH_FROM = 10;

/** Models to send the same text to. */
export function ComparePicker({ models, chosen, onChange }: ComparePickerProps) {
  const [search, setSearch] = useState("");
  const shown = models.filter(({ slug }) => slug.includes(search.trim().toLowerCase()));
  if (models.length === 0)
    return <p className="text-sm text-muted-foreground">No other model is ready for this task.</p>;
  return (
    <div className="grid gap-2">
      {models.length > SEARCH_FROM && (
        <Input
          type="search"
          aria-label="Search models to compare"
          placeholder="Search models"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      <ul className="grid max-h-56 gap-x-4 overflow-y-auto sm:grid-cols-2">
        {shown.map(({ slug, unusable }) => {
          const isChosen = chosen.includes(slug);
          const isFull = chosen.length >= MAX_COMPARED && !isChosen;
          return (
            <li key={slug} className="flex items-start gap-2 py-1.5 pl-1">
              <Checkbox
                id={`compare-${slug}`}
                className="mt-0.5"
                checked={isChosen}
                disabled={isFull || unusable !== null}
                onCheckedChange={(checked) =>
                  onChange(checked === true ? [...chosen, slug] : chosen.filter((one) => one !== slug))
                }
              />
              <Label htmlFor={`compare-${slug}`} className="min-w-0 font-normal">
                <ModelName slug={slug} />
                {unusable && <span className="block text-xs text-muted-foreground">{unusable}</span>}
              </Label>
            </li>
          );
        })}
      </ul>
      {chosen.length >= MAX_COMPARED && (
        <p className="text-xs text-muted-foreground">At most {MAX_COMPARED} models at a time.</p>
      )}
    </div>
  );
}
