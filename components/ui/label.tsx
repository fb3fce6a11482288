import type { ComponentProps } from "react";
import { cn } from "./cn";

export function Label({ className, children, ...rest }: ComponentProps<"label">) {
  return (
    <label className={cn("text-sm font-medium text-foreground", className)} {...rest}>
      {children}
    </label>
  );
}
