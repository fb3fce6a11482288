"use client";

import { useQuery } from "@tanstack/react-query";
import { Activity } from "lucide-react";
import { useState } from "react";
import type { DataColumn } from "@/components/data/data-column";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { Button } from "@/components/ui/button";
import { liveExecutionsQuery, type ExecutionFilters } from "@/lib/client/executions";
import type { ExecutionSummary } from "@/lib/executions/schemas";
import type { LiveRow } from "@/lib/client/merge-live-rows";
import { EXECUTION_COLUMNS } from "./execution-columns";
import { useReading } from "./use-reading";

/** How long a row stays marked after it came, milliseconds. */
const NEW_FOR_MS = 8_000;

type LiveExecutionsProps = {
  filters: ExecutionFilters;
  openId: string | null;
  onOpen: (id: string) => void;
  /** (Default: Live executions) */
  label?: string;
  /** (Default: those of the list of executions.) */
  columns?: readonly DataColumn<ExecutionSummary>[];
  /** (Default: all) */
  isShown?: (row: ExecutionSummary) => boolean;
  /** Rows at most. (Default: all that the tail holds.) */
  limit?: number;
  /** Said while there is nothing. */
  empty?: string;
};

const EVERYTHING = () => true;

/** The newest executions as they come. Whoever scrolls down reads on undisturbed until they come back to the top. */
export function LiveExecutions({
  filters,
  openId,
  onOpen,
  label = "Live executions",
  columns = EXECUTION_COLUMNS,
  isShown = EVERYTHING,
  limit = Infinity,
  empty = "Executions that match the filters appear here as they are recorded.",
}: LiveExecutionsProps) {
  const tail = useQuery({
    ...liveExecutionsQuery(filters),
    select: (rows: LiveRow[]) => rows.filter(isShown).slice(0, limit),
  });
  const { isReading, topRef, onScrollCapture, backToTop } = useReading();
  const [held, setHeld] = useState<LiveRow[] | null>(null);
  if (isReading && held === null && tail.data) setHeld(tail.data);
  if (!isReading && held !== null) setHeld(null);
  const waiting = held ? countNew(tail.data, held) : 0;
  const arrived = held ? 0 : (tail.data?.filter((row) => isJustIn(row, tail.dataUpdatedAt)).length ?? 0);

  return (
    <div className="grid grid-cols-1 gap-2" onScrollCapture={onScrollCapture}>
      <div ref={topRef} className="flex min-h-8 items-center gap-3 text-xs text-muted-foreground">
        {held ? "Paused while you read" : "Live: the newest first, looked at every two seconds"}
      </div>
      <p role="status" className="sr-only">
        {arrived > 0 ? `${arrived} new` : ""}
      </p>
      {waiting > 0 && (
        <div role="status" className="sticky top-14 z-20 justify-self-center">
          <Button variant="primary" size="sm" onClick={backToTop}>
            Show {waiting} new
          </Button>
        </div>
      )}
      <QueryView
        query={tail}
        label={label.toLowerCase()}
        skeleton={<TableSkeleton rows={10} columns={columns.length} />}
        empty={
          <EmptyState icon={Activity} title="Nothing yet">
            {empty}
          </EmptyState>
        }
      >
        {(rows) => (
          <DataTable
            label={label}
            rows={held ?? rows}
            columns={columns}
            rowKey={({ id }) => id}
            onOpen={({ id }) => onOpen(id)}
            openKey={openId}
            isNew={({ arrivedAtMs }) => arrivedAtMs !== null && tail.dataUpdatedAt - arrivedAtMs < NEW_FOR_MS}
          />
        )}
      </QueryView>
    </div>
  );
}

/** Came with this look. */
const isJustIn = ({ arrivedAtMs }: LiveRow, lookedAtMs: number): boolean =>
  arrivedAtMs !== null && lookedAtMs - arrivedAtMs < 1_000;

function countNew(rows: readonly LiveRow[] | undefined, held: readonly LiveRow[]): number {
  const shown = new Set(held.map(({ id }) => id));
  return rows?.filter(({ id }) => !shown.has(id)).length ?? 0;
}
