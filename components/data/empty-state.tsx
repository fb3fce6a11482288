import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

export type EmptyStateProps = {
  icon?: LucideIcon;
  /** What would be here. */
  title: string;
  /** Why nothing is: no data yet, the filter, the range, a missing permission. */
  children?: ReactNode;
  /** The one next step. */
  action?: ReactNode;
  className?: string;
};

export function EmptyState({ icon: Icon, title, children, action, className }: EmptyStateProps) {
  return (
    <div className={cn("flex flex-col items-center justify-center gap-3 px-4 py-10 text-center", className)}>
      {Icon && (
        <span className="grid size-9 place-items-center rounded-lg border bg-surface-muted">
          <Icon aria-hidden className="size-4 text-muted-foreground" />
        </span>
      )}
      <div className="max-w-prose">
        <p className="font-medium">{title}</p>
        {children && <div className="mt-1 text-sm text-balance text-muted-foreground">{children}</div>}
      </div>
      {action}
    </div>
  );
}
