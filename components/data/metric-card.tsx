import { ArrowDown, ArrowUp, Minus } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Sparkline } from "@/components/charts/sparkline";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import { describeChange, type Change, type ChangeInput } from "./describe-change";

export type MetricCardProps = {
  label: string;
  /** Formatted, with its unit. */
  value: string;
  /** Against the previous period. */
  change?: ChangeInput;
  /** Oldest first; null is a gap. */
  trend?: readonly (number | null)[];
  hint?: ReactNode;
  /** Where the number comes from. */
  href?: string;
};

const VERDICT_CLASSES = { good: "text-success", bad: "text-danger", neutral: "text-muted-foreground" } as const;
const ARROWS = { up: ArrowUp, down: ArrowDown, same: Minus } as const;

export function MetricCard({ label, value, change, trend, hint, href }: MetricCardProps) {
  const described = change ? describeChange(change) : null;
  return (
    <Card className={cn("@container relative gap-1 px-4 py-3", href && "transition-colors hover:border-input")}>
      <h2 className="truncate text-sm text-muted-foreground">
        {href ? (
          <Link href={href} className="after:absolute after:inset-0 after:rounded-lg">
            {label}
          </Link>
        ) : (
          label
        )}
      </h2>
      <div className="flex min-h-8 items-end justify-between gap-3">
        <p className="min-w-0 truncate text-xl font-semibold tracking-tight @[13rem]:text-2xl">{value}</p>
        {trend && trend.length > 1 && (
          <span className="hidden @[13rem]:block">
            <Sparkline values={trend} />
          </span>
        )}
      </div>
      <div className="flex min-h-4 items-center gap-1 text-xs text-muted-foreground">
        {change && described ? (
          <ChangeNote change={described} periodLabel={change.periodLabel} />
        ) : (
          (hint ?? (change && "no earlier period to compare"))
        )}
      </div>
    </Card>
  );
}

/** Arrow, size and period for the eye; the whole sentence for screen readers and on hover. */
function ChangeNote({ change, periodLabel }: { change: Change; periodLabel: string }) {
  const Arrow = ARROWS[change.direction];
  return (
    <p className="flex min-w-0 flex-wrap items-center gap-x-1" title={change.sentence}>
      <span aria-hidden className={cn("inline-flex items-center gap-0.5 font-medium", VERDICT_CLASSES[change.verdict])}>
        <Arrow className="size-3" />
        {change.text}
      </span>
      <span aria-hidden>vs previous {periodLabel}</span>
      <span className="sr-only">{change.sentence}</span>
    </p>
  );
}

export function MetricCardSkeleton({ label }: { label: string }) {
  return (
    <Card className="gap-1 px-4 py-3">
      <h2 className="truncate text-sm text-muted-foreground">{label}</h2>
      <div className="flex min-h-8 items-end">
        <Skeleton className="h-6 w-24" />
      </div>
      <div className="flex min-h-4 items-center">
        <Skeleton className="h-3 w-32" />
      </div>
    </Card>
  );
}
