import { Button } from "@/components/ui/button";
import { formatCount } from "@/lib/client/format";

export type LoadMoreProps = {
  shown: number;
  hasMore: boolean;
  isLoading: boolean;
  onPress: () => void;
  /** All rows that match; left out or null while it is being counted. */
  total?: number | null;
};

export function LoadMore({ shown, hasMore, isLoading, onPress, total }: LoadMoreProps) {
  return (
    <div className="flex min-h-11 items-center justify-between gap-3 border-t px-3 py-1.5 text-xs text-muted-foreground max-sm:mt-2 max-sm:border-0 max-sm:px-0">
      <span role="status">
        {formatCount(shown)}
        {total !== undefined && total !== null ? ` of ${formatCount(total)}` : hasMore ? " so far" : ""} shown
      </span>
      {hasMore && (
        <Button size="sm" onClick={onPress} isPending={isLoading}>
          Load more
        </Button>
      )}
    </div>
  );
}
