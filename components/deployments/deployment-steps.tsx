import { Check } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { Deployment } from "@/lib/deployments/schemas";
import { shareText } from "./words";

/** The shares from the first to everything, and which of them is served now. */
export function DeploymentSteps({ deployment: { plan, state } }: { deployment: Deployment }) {
  const current = "step" in state ? state.step : state.status === "succeeded" ? plan.steps.length - 1 : -1;
  return (
    <ol aria-label="Shares of the users" className="flex flex-wrap items-center gap-x-1 gap-y-2 text-sm">
      {plan.steps.map((share, step) => {
        const isDone = step < current || state.status === "succeeded";
        const isNow = step === current && !isDone;
        return (
          <li key={share} aria-current={isNow ? "step" : undefined} className="flex items-center gap-1">
            {step > 0 && <span aria-hidden className={cn("h-px w-6", isDone || isNow ? "bg-accent" : "bg-border")} />}
            <span
              className={cn(
                "inline-flex h-7 items-center gap-1 rounded-full border px-2.5 whitespace-nowrap",
                isNow && "border-transparent bg-accent-subtle font-medium text-accent-text",
                isDone && "border-success-border bg-success-subtle text-success",
                !isNow && !isDone && "text-muted-foreground",
              )}
            >
              {isDone && <Check aria-hidden className="size-3" />}
              {shareText(share)}
              {isNow && <span className="sr-only">, now</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
