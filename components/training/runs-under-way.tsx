import Link from "next/link";
import { Card, CardContent } from "@/components/ui/card";
import { isUnderWay } from "@/lib/client/training";
import type { TrainingRun } from "@/lib/training/schemas";
import { TrainingProgress } from "./training-progress";

/** What is being trained now; nothing while nothing is. */
export function RunsUnderWay({ runs, canCancel }: { runs: readonly TrainingRun[]; canCancel: boolean }) {
  const active = runs.filter(isUnderWay);
  if (active.length === 0) return null;
  return (
    <Card aria-label="Under way">
      <CardContent className="grid gap-4">
        {active.map((run) => (
          <div key={run.id} className="grid gap-1">
            <TrainingProgress run={run} canCancel={canCancel} isMain={active.length === 1} />
            <Link
              href={`/training/${run.id}`}
              className="justify-self-start text-xs text-muted-foreground hover:underline"
            >
              Details
            </Link>
          </div>
        ))}
      </CardContent>
    </Card>
  );
}
