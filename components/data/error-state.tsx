"use client";

import { CircleAlert } from "lucide-react";
import { usePathname } from "next/navigation";
import { Button, buttonVariants } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { describeError } from "./describe-error";

export type ErrorStateProps = {
  error: unknown;
  onRetry?: () => void;
  isRetrying?: boolean;
  /** (Default: by the kind of error) */
  title?: string;
  className?: string;
};

/** What happened, the request id for support, and a way on: try again, or sign in when the session ended. */
export function ErrorState({ error, onRetry, isRetrying, title, className }: ErrorStateProps) {
  const pathname = usePathname();
  const facts = describeError(error);
  return (
    <div
      role="alert"
      className={cn("flex flex-col items-center justify-center gap-3 px-4 py-10 text-center", className)}
    >
      <CircleAlert aria-hidden className="size-5 text-danger" />
      <div className="max-w-prose">
        <p className="font-medium">{title ?? facts.title}</p>
        <p className="mt-1 text-sm break-words text-muted-foreground">{facts.message}</p>
        {facts.requestId && (
          <p className="mt-1 text-xs text-muted-foreground">
            Request <code className="font-mono select-all">{facts.requestId}</code>
          </p>
        )}
      </div>
      {facts.needsSignIn ? (
        <a className={buttonVariants({ variant: "primary" })} href={`/sign-in?next=${encodeURIComponent(pathname)}`}>
          Sign in
        </a>
      ) : (
        onRetry && (
          <Button onClick={onRetry} isPending={isRetrying}>
            Try again
          </Button>
        )
      )}
    </div>
  );
}
