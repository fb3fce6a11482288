import { LoaderCircle } from "lucide-react";
import { cn } from "./cn";

/** `label` is read aloud; leave it out where a text beside the spinner already says what is going on. */
export function Spinner({ className, label }: { className?: string; label?: string }) {
  return (
    <span role={label ? "status" : undefined} className="inline-flex">
      <LoaderCircle aria-hidden className={cn("size-4 animate-spin text-muted-foreground", className)} />
      {label && <span className="sr-only">{label}</span>}
    </span>
  );
}
