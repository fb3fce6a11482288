import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { DataColumn, DataSort } from "./data-column";

type DataTableHeadProps<Row> = {
  columns: readonly DataColumn<Row>[];
  sort?: DataSort;
  onSortChange?: (sort: DataSort) => void;
};

const ARIA_SORT = { asc: "ascending", desc: "descending" } as const;

/** On phones the names stand beside the values instead; screen readers keep this row. */
export function DataTableHead<Row>({ columns, sort, onSortChange }: DataTableHeadProps<Row>) {
  return (
    <thead role="rowgroup" className="max-sm:sr-only">
      <tr role="row">
        {columns.map((column) => {
          const direction = sort?.by === column.id ? sort.direction : null;
          const isSortable = column.isSortable && onSortChange;
          return (
            <th
              key={column.id}
              role="columnheader"
              scope="col"
              aria-sort={direction ? ARIA_SORT[direction] : undefined}
              className={cn(
                "sticky top-0 z-10 h-8 border-b bg-surface-muted px-3 text-xs font-medium whitespace-nowrap text-muted-foreground",
                column.align === "right" && "text-right",
                column.className,
              )}
            >
              {isSortable ? (
                <button
                  type="button"
                  onClick={() => onSortChange({ by: column.id, direction: direction === "desc" ? "asc" : "desc" })}
                  className={cn(
                    "-mx-1 inline-flex h-6 items-center gap-1 rounded-sm px-1 hover:text-foreground",
                    direction && "text-foreground",
                  )}
                >
                  {column.header}
                  <SortMark direction={direction} />
                </button>
              ) : (
                column.header
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function SortMark({ direction }: { direction: DataSort["direction"] | null }) {
  const Icon = direction === null ? ChevronsUpDown : direction === "asc" ? ArrowUp : ArrowDown;
  return <Icon aria-hidden className="size-3" />;
}
