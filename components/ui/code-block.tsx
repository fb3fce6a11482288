import { cn } from "./cn";
import { CopyButton } from "./copy-button";

export type CodeBlockProps = {
  code: string;
  /** Shown above the code, such as "curl" or a file name. */
  title?: string;
  /** Breaks long lines instead of scrolling sideways. */
  wrap?: boolean;
  /** Hides the copy button. */
  hideCopy?: boolean;
  className?: string;
};

export function CodeBlock({ code, title, wrap, hideCopy, className }: CodeBlockProps) {
  return (
    <figure className={cn("relative min-w-0 overflow-hidden rounded-md border bg-surface-muted", className)}>
      {title && (
        <figcaption className="flex h-8 items-center border-b px-3 text-xs text-muted-foreground">{title}</figcaption>
      )}
      <pre
        tabIndex={0}
        aria-label={title ?? "Code"}
        className={cn(
          "overflow-x-auto px-3 py-2.5 font-mono text-xs leading-5 focus-visible:outline-offset-[-2px]",
          !hideCopy && !title && "pr-10",
          wrap && "break-words whitespace-pre-wrap",
        )}
      >
        <code>{code}</code>
      </pre>
      {!hideCopy && (
        <CopyButton
          value={code}
          label={title ? `Copy ${title}` : "Copy code"}
          className="absolute top-0.5 right-0.5"
          data-print="hide"
        />
      )}
    </figure>
  );
}
