import { Skeleton } from "@/components/ui/skeleton";

/** As high as a `DataTable` with as many rows, so that nothing jumps when they arrive. */
export function TableSkeleton({ rows = 8, columns = 5 }: { rows?: number; columns?: number }) {
  return (
    <div className="overflow-hidden rounded-lg border bg-surface">
      <div className="h-8 border-b bg-surface-muted" />
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-10 items-center gap-6 border-b px-3 last:border-b-0">
          {Array.from({ length: columns }, (_, column) => (
            <Skeleton key={column} className={column === 0 ? "h-3.5 w-2/5 sm:w-1/4" : "hidden h-3.5 flex-1 sm:block"} />
          ))}
        </div>
      ))}
    </div>
  );
}
