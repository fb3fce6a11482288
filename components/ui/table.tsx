import type { ComponentProps } from "react";
import { cn } from "./cn";

export type TableProps = ComponentProps<"table"> & {
  label: string;
  /** Of the frame that scrolls: give it a height to scroll down under fixed headings. */
  frameClassName?: string;
};

/** Scrolls sideways inside its own frame, reachable by keyboard, so that the page itself never does. */
export function Table({ className, frameClassName, label, ...rest }: TableProps) {
  return (
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      className={cn("relative w-full overflow-auto focus-visible:outline-offset-[-2px]", frameClassName)}
    >
      <table className={cn("w-full border-separate border-spacing-0 text-left text-sm", className)} {...rest} />
    </div>
  );
}

export function TableHeader(props: ComponentProps<"thead">) {
  return <thead {...props} />;
}

export function TableBody({ className, ...rest }: ComponentProps<"tbody">) {
  return (
    <tbody className={cn("[&>tr:last-child>td]:border-b-0 [&>tr:last-child>th]:border-b-0", className)} {...rest} />
  );
}

export function TableRow({ className, ...rest }: ComponentProps<"tr">) {
  return <tr className={cn("group/row", className)} {...rest} />;
}

export function TableHead({ className, scope = "col", ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope={scope}
      className={cn(
        "sticky top-0 h-8 border-b bg-surface-muted px-3 text-xs font-medium whitespace-nowrap text-muted-foreground",
        className,
      )}
      {...rest}
    />
  );
}

export function TableCell({ className, ...rest }: ComponentProps<"td">) {
  return <td className={cn("h-10 border-b px-3 py-1.5 align-middle", className)} {...rest} />;
}
