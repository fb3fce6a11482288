import { cn } from "./cn";

/** `label` is read aloud; leave it out where a text beside the spinner already says what is going on. */
export function Spinner({ className, label }: { className?: string; label?: string }) {
  return (
    <span role={label ? "status" : undefined} className="inline-flex">
      <span
        aria-hidden
        className={cn(
          "size-4 animate-spin rounded-full border-2 border-current border-r-transparent text-muted-foreground",
          className,
        )}
      />
      {label && <span className="sr-only">{label}</span>}
    </span>
  );
}
