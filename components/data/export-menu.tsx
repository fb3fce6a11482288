"use client";

import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { toSearch } from "@/lib/client/api";

const FORMATS = [
  { format: "csv", label: "CSV", hint: "for spreadsheets" },
  { format: "json", label: "JSON", hint: "one document" },
  { format: "jsonl", label: "JSON Lines", hint: "one row a line" },
] as const;

export type ExportMenuProps = {
  /** A list of the API, such as `/executions`. */
  path: string;
  /** The list's own filters, so that the file holds exactly the rows on the screen and those after them. */
  filters: Record<string, unknown>;
};

export function ExportMenu({ path, filters }: ExportMenuProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button>
          <Download aria-hidden className="size-3.5" />
          Export
        </Button>
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
