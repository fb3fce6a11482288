"use client";

import { useQuery } from "@tanstack/react-query";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { QueryView } from "@/components/data/query-view";
import { Badge } from "@/components/ui/badge";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { spokenText } from "@/lib/benchmarks/words";
import { suiteQuery } from "@/lib/client/benchmarks";

/** The tests of a suite, with what an answer is checked for. */
export function SuiteDialog({ suiteId, onClose }: { suiteId: string | null; onClose: () => void }) {
  return (
    <Dialog open={suiteId !== null} onOpenChange={(open) => !open && onClose()}>
      {suiteId !== null && (
        <DialogContent title="Tests of the suite">
          <Tests suiteId={suiteId} />
        </DialogContent>
      )}
    </Dialog>
  );
}

function Tests({ suiteId }: { suiteId: string }) {
  const suite = useQuery(suiteQuery(suiteId));
  return (
    <QueryView query={suite} label="tests" skeleton={<CardSkeleton lines={6} />}>
      {({ name, tests }) => (
        <div className="grid gap-3">
          <p className="text-sm text-muted-foreground">
            {name}: {tests.length} tests
          </p>
          <ol className="grid gap-3">
            {tests.map(({ id, messages, check, example }) => (
              <li key={id} className="grid gap-1 rounded-md border p-3">
                <p className="flex flex-wrap items-center gap-2 text-xs">
                  <code className="font-mono">{id}</code>
                  <Badge>{check.kind.replace("_", " ")}</Badge>
                </p>
                <p className="text-sm break-words whitespace-pre-wrap">{spokenText(messages.at(-1)!)}</p>
                {example && (
                  <details className="text-xs text-muted-foreground">
                    <summary className="cursor-pointer">A right answer</summary>
                    <p className="mt-1 break-words whitespace-pre-wrap">{example}</p>
                  </details>
                )}
              </li>
            ))}
          </ol>
        </div>
      )}
    </QueryView>
  );
}
