import type { ComponentProps } from "react";
import { cn } from "./cn";

/** 16 px on touch screens: iOS zooms into anything smaller. */
export const controlClasses =
  "w-full min-w-0 rounded-md border border-input bg-surface px-2.5 text-sm text-foreground transition-colors placeholder:text-muted-foreground hover:border-foreground/60 disabled:cursor-not-allowed disabled:bg-surface-muted disabled:opacity-60 aria-invalid:border-danger-fill focus-visible:outline-offset-0 pointer-coarse:min-h-11 pointer-coarse:text-[16px]";

export function Input({ className, type = "text", ...rest }: ComponentProps<"input">) {
  return (
    <input
      type={type}
      className={cn(
        controlClasses,
        "h-8 file:mr-3 file:border-0 file:bg-transparent file:py-1 file:text-sm file:font-medium",
        className,
      )}
      {...rest}
    />
  );
}
