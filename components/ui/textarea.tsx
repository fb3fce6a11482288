import type { ComponentProps } from "react";
import { cn } from "./cn";
import { controlClasses } from "./input";

/** Grows with its text where the browser can (`field-sizing`), up to 60 % of the window. */
export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      className={cn(controlClasses, "field-sizing-content max-h-[60vh] min-h-20 py-1.5 leading-5", className)}
      {...rest}
    />
  );
}
