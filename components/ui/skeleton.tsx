import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A grey shape of what comes. Appears after 180 ms, so that a quick answer does not flicker. */
export function Skeleton({ className, ...rest }: ComponentProps<"div">) {
  return (
    <div
      aria-hidden
      className={cn("animate-appear-late rounded-sm bg-surface-muted dark:bg-border/60", className)}
      {...rest}
    />
  );
}
