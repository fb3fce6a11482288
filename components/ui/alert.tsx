import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

const TONES = {
  info: { icon: Info, classes: "border-border bg-surface-muted", iconClasses: "text-accent-text" },
  success: { icon: CircleCheck, classes: "border-success-border bg-success-subtle", iconClasses: "text-success" },
  warning: { icon: TriangleAlert, classes: "border-warning-border bg-warning-subtle", iconClasses: "text-warning" },
  danger: { icon: CircleAlert, classes: "border-danger-border bg-danger-subtle", iconClasses: "text-danger" },
} as const;

export type AlertProps = Omit<ComponentProps<"div">, "title"> & {
  tone?: keyof typeof TONES;
  title?: ReactNode;
  /** Buttons or links at the right, below the text on phones. */
  action?: ReactNode;
};

/** A notice within the page. Danger interrupts a screen reader, the other tones wait their turn. */
export function Alert({ tone = "info", title, action, className, children, ...rest }: AlertProps) {
  const { icon: Icon, classes, iconClasses } = TONES[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={cn(
        "flex flex-wrap items-start gap-x-3 gap-y-2 rounded-md border px-3 py-2.5 text-sm",
        classes,
        className,
      )}
      {...rest}
    >
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", iconClasses)} />
      <div className="min-w-0 flex-1 basis-48 break-words">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className={cn(title && "mt-0.5 text-muted-foreground")}>{children}</div>}
      </div>
      {action && <div className="flex items-center gap-2">{action}</div>}
    </div>
  );
}
