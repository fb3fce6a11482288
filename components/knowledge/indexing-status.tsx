"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { RunProgress } from "@/components/data/run-progress";
import { useMay } from "@/components/layout/permissions";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent } from "@/components/ui/card";
import { formatCount } from "@/lib/client/format";
import { cancelIndexing, isIndexing, reindex } from "@/lib/client/knowledge";
import type { CollectionDetail } from "@/lib/knowledge/schemas";
import { useChangeKnowledge } from "./use-change-knowledge";

/** How far the index is: its progress while it is worked on, and what waits when the work ended early. */
export function IndexingStatus({ collection }: { collection: CollectionDetail }) {
  const { slug, indexing, documentsByStatus } = collection;
  const mayWrite = useMay("write");
  const change = useChangeKnowledge();
  const isActive = isIndexing(collection);
  useRefreshAfter(isActive);
  if (indexing && isActive) {
    return (
      <Card className="mb-4">
        <CardContent>
          <RunProgress
            title="Indexing"
            state={indexing.status}
            done={indexing.progress?.done ?? null}
            total={indexing.progress?.total ?? null}
            step={indexing.progress?.step ?? null}
            startedAt={indexing.startedAt}
            {...(mayWrite && {
              onCancel: () => change.mutate({ change: () => cancelIndexing(slug), done: "Indexing is cancelled" }),
            })}
          />
        </CardContent>
      </Card>
    );
  }
  const waiting = documentsByStatus.waiting + documentsByStatus.indexing;
  if (waiting + documentsByStatus.failed === 0) return null;
  const parts = [
    waiting > 0 && `${formatCount(waiting)} wait`,
    documentsByStatus.failed > 0 && `${formatCount(documentsByStatus.failed)} failed`,
  ].filter(Boolean);
  return (
    <Alert
      tone="warning"
      className="mb-4"
      title={`Not all documents can be found yet: ${parts.join(", ")}`}
      action={
        mayWrite && (
          <Button
            size="sm"
            isPending={change.isPending}
            onClick={() => change.mutate({ change: () => reindex(slug, false), done: "Indexing goes on" })}
          >
            Index them
          </Button>
        )
      }
    >
      {indexing?.status === "failed" ? indexing.error?.message : "Until then a search passes over them."}
    </Alert>
  );
}

/** Documents change while the server works on them; once it has ended, what is shown of them is read again. */
function useRefreshAfter(isActive: boolean): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (!isActive) return;
    return () => void queryClient.invalidateQueries({ queryKey: ["knowledge", "documents"] });
  }, [isActive, queryClient]);
}
