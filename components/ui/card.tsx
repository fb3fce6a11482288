import type { ComponentProps } from "react";
import { cn } from "./cn";

export function Card({ className, ...rest }: ComponentProps<"section">) {
  return (
    <section
      data-print="together"
      className={cn("flex min-w-0 flex-col rounded-lg border bg-surface shadow-card", className)}
      {...rest}
    />
  );
}

/** Title and description at the left; a direct child with `ml-auto` goes to the right. */
export function CardHeader({ className, ...rest }: ComponentProps<"div">) {
  return <div className={cn("flex flex-wrap items-start gap-x-3 gap-y-1 px-4 pt-3.5 pb-3", className)} {...rest} />;
}

export function CardTitle({ className, children, ...rest }: ComponentProps<"h2">) {
  return (
    <h2 className={cn("text-sm font-semibold tracking-[-0.005em]", className)} {...rest}>
      {children}
    </h2>
  );
}

export function CardDescription({ className, ...rest }: ComponentProps<"p">) {
  return <p className={cn("basis-full text-sm text-muted-foreground", className)} {...rest} />;
}

export function CardContent({ className, ...rest }: ComponentProps<"div">) {
  return <div className={cn("min-w-0 px-4 pb-4 first:pt-4", className)} {...rest} />;
}

export function CardFooter({ className, ...rest }: ComponentProps<"div">) {
  return (
    <div
      className={cn(
        "mt-auto flex flex-wrap items-center gap-2 border-t px-4 py-3 text-sm text-muted-foreground",
        className,
      )}
      {...rest}
    />
  );
}
