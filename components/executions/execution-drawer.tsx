"use client";

import { useQuery } from "@tanstack/react-query";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { QueryView } from "@/components/data/query-view";
import { CopyButton } from "@/components/ui/copy-button";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { executionQuery } from "@/lib/client/executions";
import { ExecutionDetailView } from "./execution-detail-view";

/** One execution beside the live table. Its id is in the address, so the view can be shared. */
export function ExecutionDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  return (
    <Sheet modal={false} open={id !== null} onOpenChange={(open) => !open && onClose()}>
      {id !== null && (
        <SheetContent
          title="Execution"
          description={id}
          hideOverlay
          actions={<CopyButton value={id} label="Copy id" />}
          // A click into the table opens another row instead of closing this one.
          onInteractOutside={(event) => event.preventDefault()}
        >
          <LoadedExecution id={id} />
        </SheetContent>
      )}
    </Sheet>
  );
}

function LoadedExecution({ id }: { id: string }) {
  const execution = useQuery({
    ...executionQuery(id),
    refetchInterval: ({ state }) => (state.data?.status === "pending" ? 1_000 : false),
  });
  return (
    <QueryView query={execution} label="execution" skeleton={<CardSkeleton lines={10} />}>
      {(detail) => <ExecutionDetailView execution={detail} />}
    </QueryView>
  );
}
