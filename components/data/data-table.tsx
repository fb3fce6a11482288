"use client";

import { useRef, type MouseEvent } from "react";
import { cn } from "@/components/ui/cn";
import { useShortcuts } from "@/components/ui/use-shortcuts";
import type { DataColumn, DataSort } from "./data-column";
import { DataTableHead } from "./data-table-head";
import { LoadMore, type LoadMoreProps } from "./load-more";

export type DataTableProps<Row> = {
  /** What the rows are, for screen readers. */
  label: string;
  rows: readonly Row[];
  columns: readonly DataColumn<Row>[];
  rowKey: (row: Row) => string;
  /** The server sorts; this shows how. */
  sort?: DataSort;
  onSortChange?: (sort: DataSort) => void;
  onOpen?: (row: Row) => void;
  /** Key of the row that is open beside the table: J and K then open its neighbours, else they move the focus. */
  openKey?: string | null;
  /** Rows that just came, to be marked. (Default: none) */
  isNew?: (row: Row) => boolean;
  loadMore?: Omit<LoadMoreProps, "shown">;
  className?: string;
};

/** Rows of the server, in its order. Scrolls within its frame under a fixed header; on phones each row is a card. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, rows, columns, rowKey, sort, onSortChange, onOpen, openKey, isNew, loadMore, className } = props;
  const body = useRef<HTMLTableSectionElement>(null);

  function step(offset: 1 | -1) {
    if (!onOpen) return;
    const openers = [...(body.current?.querySelectorAll<HTMLElement>("[data-open-row]") ?? [])];
    const focused = openers.findIndex((opener) => opener.closest("tr")?.contains(document.activeElement));
    const current = openKey ? rows.findIndex((row) => rowKey(row) === openKey) : focused;
    const next = Math.min(rows.length - 1, Math.max(0, current + offset));
    const row = rows[next];
    openers[next]?.scrollIntoView({ block: "nearest" });
    if (openKey && row) onOpen(row);
    else openers[next]?.focus();
  }
  useShortcuts({ j: () => step(1), k: () => step(-1) });

  return (
    <div
      className={cn(
        "overflow-hidden rounded-lg border bg-surface shadow-card max-sm:border-0 max-sm:bg-transparent max-sm:shadow-none",
        className,
      )}
    >
      <div
        role="region"
        aria-label={label}
        tabIndex={0}
        className="overflow-auto focus-visible:outline-offset-[-2px] sm:max-h-[max(24rem,calc(100dvh-15rem))] print:max-h-none print:overflow-visible"
      >
        <table
          role="table"
          aria-label={label}
          className="w-full border-separate border-spacing-0 text-left text-sm max-sm:block"
        >
          <DataTableHead columns={columns} sort={sort} onSortChange={onSortChange} />
          <tbody ref={body} role="rowgroup" className="max-sm:grid max-sm:gap-2 sm:[&>tr:last-child>td]:border-b-0">
            {rows.map((row) => {
              const key = rowKey(row);
              return (
                <tr
                  key={key}
                  role="row"
                  aria-current={key === openKey || undefined}
                  onClick={onOpen && ((event) => isPlainClick(event) && onOpen(row))}
                  className={cn(
                    "max-sm:grid max-sm:grid-cols-2 max-sm:gap-x-4 max-sm:gap-y-2 max-sm:rounded-lg max-sm:border max-sm:bg-surface max-sm:p-3",
                    onOpen && "cursor-pointer hover:bg-surface-muted",
                    isNew?.(row) && "bg-accent-subtle shadow-[inset_3px_0_var(--accent)]",
                    key === openKey && "bg-accent-subtle hover:bg-accent-subtle",
                  )}
                >
                  {columns.map((column) => (
                    <Cell key={column.id} column={column} row={row} onOpen={onOpen} />
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {loadMore && <LoadMore shown={rows.length} {...loadMore} />}
    </div>
  );
}

function Cell<Row>({ column, row, onOpen }: { column: DataColumn<Row>; row: Row; onOpen?: (row: Row) => void }) {
  const content = column.cell(row);
  return (
    <td
      role="cell"
      className={cn(
        "h-10 border-b px-3 py-1.5 align-middle max-sm:h-auto max-sm:border-0 max-sm:p-0",
        column.align === "right" && "sm:text-right",
        column.phone === "hide" && "max-sm:hidden",
        "max-sm:min-w-0 max-sm:break-words",
        column.isPrimary && "max-sm:col-span-2 max-sm:text-base max-sm:font-semibold",
        column.className,
      )}
    >
      {!column.isPrimary && (
        <span aria-hidden className="block text-xs text-muted-foreground sm:hidden">
          {column.header}
        </span>
      )}
      {column.isPrimary && onOpen ? (
        <button
          type="button"
          data-open-row
          onClick={() => onOpen(row)}
          className="max-w-full rounded-sm text-left pointer-coarse:min-h-11"
        >
          {content}
        </button>
      ) : (
        content
      )}
    </td>
  );
}

/**
 * Clicks on links and buttons inside a row are theirs, and selecting text opens nothing. React hands on what is clicked
 * in a dialog that a row has opened, though it lies elsewhere on the page.
 */
function isPlainClick({ target, currentTarget }: MouseEvent): boolean {
  const isInRow = target instanceof Element && currentTarget.contains(target);
  const isControl = isInRow && target.closest("a, button, input, label, select") !== null;
  return isInRow && !isControl && !window.getSelection()?.toString();
}
