import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

export function CardSkeleton({ lines = 4 }: { lines?: number }) {
  return (
    <Card>
      <CardHeader>
        <Skeleton className="my-0.5 h-4 w-32" />
      </CardHeader>
      <CardContent className="grid gap-3">
        {Array.from({ length: lines }, (_, line) => (
          <Skeleton key={line} className="h-3.5 w-full last:w-2/3" />
        ))}
      </CardContent>
    </Card>
  );
}
