import { CardSkeleton } from "@/components/data/card-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div aria-busy="true">
      <span role="status" className="sr-only">
        Loading the page
      </span>
      <Skeleton className="mb-5 h-7 w-48" />
      <div className="grid gap-4 sm:grid-cols-2">
        <CardSkeleton />
        <CardSkeleton />
      </div>
    </div>
  );
}
