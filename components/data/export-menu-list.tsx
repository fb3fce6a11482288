"use client";

import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { toSearch } from "@/lib/client/api";
import { ExportButton } from "./export-button";
import type { ExportMenuProps } from "./export-menu";

const FORMATS = [
  { format: "csv", label: "CSV", hint: "for spreadsheets" },
  { format: "json", label: "JSON", hint: "one document" },
  { format: "jsonl", label: "JSON Lines", hint: "one row a line" },
] as const;

/** Opens as soon as it is there: it is fetched by pressing its button. */
export function ExportMenuList({ path, filters }: ExportMenuProps) {
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>
        <ExportButton />
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuLabel>All rows that match the filters</DropdownMenuLabel>
        {FORMATS.map(({ format, label, hint }) => (
          <DropdownMenuItem key={format} asChild>
            <a href={`/api/v1${path}?${toSearch({ ...filters, format })}`} download>
              {label}
              <span className="ml-auto text-xs text-muted-foreground">{hint}</span>
            </a>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
