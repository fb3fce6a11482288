import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

export type KeyValuesProps = { items: readonly { label: string; value: ReactNode }[]; className?: string };

/** Facts of one thing, label beside value. */
export function KeyValues({ items, className }: KeyValuesProps) {
  return (
    <dl className={cn("grid grid-cols-[minmax(7rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm", className)}>
      {items.map(({ label, value }) => (
        <div key={label} className="contents">
          <dt className="text-muted-foreground">{label}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
