"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";

/** `digest` names the error in the server's log; its message stays there. */
export type PageErrorProps = { error: Error & { digest?: string }; reset: () => void };

/** Shown in place of a page that failed; the navigation around it stays usable. */
export function PageError({ error, reset }: PageErrorProps) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-4 py-16 text-center">
      <div className="max-w-prose">
        <h1 className="text-lg font-semibold">This page could not be shown</h1>
        <p className="mt-1 text-sm text-muted-foreground">
          Something went wrong on our side. Nothing you entered elsewhere is lost.
        </p>
        {error.digest && (
          <p className="mt-1 text-xs text-muted-foreground">
            Error <code className="font-mono select-all">{error.digest}</code>
          </p>
        )}
      </div>
      <Button
        isPending={isPending}
        onClick={() =>
          startTransition(() => {
            router.refresh();
            reset();
          })
        }
      >
        Try again
      </Button>
    </div>
  );
}
