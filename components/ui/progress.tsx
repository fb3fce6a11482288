import { cn } from "./cn";

export type ProgressProps = {
  /** Share done, 0–1; null when the total is not known yet. */
  value: number | null;
  /** What is progressing, for screen readers. */
  label: string;
  tone?: "accent" | "success" | "warning" | "danger";
  className?: string;
};

const FILL = { accent: "bg-accent", success: "bg-success", warning: "bg-warning", danger: "bg-danger-fill" } as const;

export function Progress({ value, label, tone = "accent", className }: ProgressProps) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent ?? undefined}
      className={cn("h-1.5 w-full overflow-hidden rounded-full bg-border", className)}
    >
      <div
        className={cn(
          "h-full rounded-full transition-[width] duration-300",
          FILL[tone],
          percent === null && "w-1/3 animate-pulse",
        )}
        style={percent === null ? undefined : { width: `${percent}%` }}
      />
    </div>
  );
}
