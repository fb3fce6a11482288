import { PlugZap } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/data/empty-state";
import { Button, buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import type { Task } from "@/lib/registry/schemas";

type NoModelProps = {
  task: Task;
  reason: string;
  /** Given when limits are set that might be the cause. */
  onClearLimits: (() => void) | null;
};

/** What to do when nothing can serve the task. */
export function NoModel({ task, reason, onClearLimits }: NoModelProps) {
  const isClassification = task.kind === "classification";
  return (
    <Card>
      <EmptyState
        icon={PlugZap}
        title={`Nothing can serve ${task.name} yet`}
        action={
          <div className="flex flex-wrap justify-center gap-2">
            {onClearLimits && (
              <Button variant="primary" onClick={onClearLimits}>
                Clear the limits
              </Button>
            )}
            {isClassification && (
              <Link
                href={`/training?task=${task.slug}`}
                className={cn(buttonVariants({ variant: onClearLimits ? "secondary" : "primary" }))}
              >
                Train a model
              </Link>
            )}
            <Link
              href="/settings"
              className={cn(buttonVariants({ variant: isClassification || onClearLimits ? "secondary" : "primary" }))}
            >
              Add a provider key
            </Link>
          </div>
        }
      >
        {reason}.
      </EmptyState>
    </Card>
  );
}
