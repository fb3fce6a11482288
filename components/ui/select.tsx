import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { controlClasses } from "./input";

export type SelectOption = { value: string; label: string; disabled?: boolean };

export type SelectProps = ComponentProps<"select"> & {
  /** Instead of `<option>` children. */
  options?: readonly SelectOption[];
  /** Looks like the buttons beside it: for toolbars, where its text says what it is. */
  isQuiet?: boolean;
  /** Classes of the frame around the control: width, margins. */
  frameClassName?: string;
};

/** The browser's own select: phones show their native picker, screen readers know it. */
export function Select({ className, frameClassName, isQuiet, options, children, ...rest }: SelectProps) {
  return (
    <span className={cn("relative inline-flex w-full", frameClassName)}>
      <select
        className={cn(
          controlClasses,
          "h-8 appearance-none truncate pr-7",
          isQuiet && "border-border shadow-card hover:border-border hover:bg-surface-muted",
          className,
        )}
        {...rest}
      >
        {options?.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2 size-3.5 -translate-y-1/2 text-muted-foreground"
      />
    </span>
  );
}
