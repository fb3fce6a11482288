import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn";

/** For links that look like buttons: `<Link className={buttonVariants({ variant: "primary" })}>`. */
export const buttonVariants = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border border-transparent font-medium whitespace-nowrap transition-colors select-none disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50 pointer-coarse:min-h-11 [&_svg]:shrink-0 [&_svg:not([class*='size-'])]:size-4",
  {
    variants: {
      variant: {
        primary: "bg-accent text-accent-foreground hover:bg-accent-hover",
        secondary: "border-border bg-surface text-foreground shadow-card hover:bg-surface-muted",
        ghost: "text-foreground hover:bg-surface-muted",
        danger: "bg-danger-fill text-white hover:opacity-90",
        link: "text-accent-text underline-offset-4 hover:underline",
      },
      size: {
        sm: "h-7 px-2 text-xs",
        md: "h-8 px-3 text-sm",
        lg: "h-10 px-4 text-base",
        icon: "size-8 pointer-coarse:min-w-11",
        "icon-sm": "size-7 pointer-coarse:min-w-11",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

export type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonVariants> & {
    /** Shows a spinner, keeps the width and stops further presses. */
    isPending?: boolean;
  };

export function Button({ className, variant, size, isPending, disabled, children, type, ...rest }: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size }), className);
  return (
    <button
      type={type ?? "button"}
      className={cn(classes, isPending && "relative")}
      disabled={disabled || isPending}
      aria-busy={isPending || undefined}
      {...rest}
    >
      {isPending && (
        <span className="absolute inset-0 grid place-items-center">
          <span aria-hidden className="size-4 animate-spin rounded-full border-2 border-current border-r-transparent" />
        </span>
      )}
      {isPending ? <span className="inline-flex items-center gap-1.5 opacity-0">{children}</span> : children}
    </button>
  );
}
