"use client";

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { MessageSquareHeart } from "lucide-react";
import { authorText } from "@/components/data/author-text";
import type { DataColumn } from "@/components/data/data-column";
import { DataTable } from "@/components/data/data-table";
import { describeError } from "@/components/data/describe-error";
import { EmptyState } from "@/components/data/empty-state";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { Time } from "@/components/data/time";
import { useMay } from "@/components/layout/permissions";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { notify } from "@/components/ui/notify";
import { correctDetection, correctionsQuery, deleteCorrection } from "@/lib/client/detection";
import type { DetectionCorrection } from "@/lib/detection/schemas";

const COLUMNS: DataColumn<DetectionCorrection>[] = [
  {
    id: "message",
    header: "Message",
    className: "max-w-96",
    cell: ({ message }) => <span className="line-clamp-2 max-w-96 whitespace-normal">{message}</span>,
  },
  { id: "category", header: "Is about", cell: ({ category }) => category ?? "not said" },
  { id: "emotion", header: "Writer", cell: ({ emotion }) => emotion ?? "not said" },
  { id: "by", header: "By", phone: "hide", cell: ({ createdBy }) => authorText(createdBy) },
  { id: "when", header: "When", align: "right", cell: ({ createdAt }) => <Time at={createdAt} /> },
];

const DELETE: DataColumn<DetectionCorrection> = {
  id: "delete",
  header: "Change",
  align: "right",
  cell: (correction) => <DeleteButton correction={correction} />,
};

/** What people said of messages that were detected wrongly. */
export function CorrectionsSection() {
  const query = useInfiniteQuery(correctionsQuery());
  const mayRecord = useMay("record");
  return (
    <section className="grid grid-cols-1 gap-2">
      <h2 className="text-sm font-semibold">Corrections</h2>
      <QueryView
        query={query}
        label="corrections"
        skeleton={<TableSkeleton rows={3} columns={5} />}
        empty={
          <Card>
            <EmptyState icon={MessageSquareHeart} title="No correction yet">
              Try a message above and say what is right, or send corrections from your program to{" "}
              <code className="font-mono whitespace-nowrap">POST /api/v1/detect/corrections</code>. From twenty on,
              detection can be retrained on them.
            </EmptyState>
          </Card>
        }
      >
        {({ pages }) => (
          <DataTable
            label="Corrections"
            rows={pages.flatMap((page) => page.data)}
            columns={mayRecord ? [...COLUMNS, DELETE] : COLUMNS}
            rowKey={({ id }) => id}
            loadMore={{
              hasMore: query.hasNextPage,
              isLoading: query.isFetchingNextPage,
              onPress: () => void query.fetchNextPage(),
            }}
          />
        )}
      </QueryView>
    </section>
  );
}

function DeleteButton({ correction: { id, message, category, emotion } }: { correction: DetectionCorrection }) {
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: correctionsQuery().queryKey });
  const restore = useMutation({
    mutationFn: () => correctDetection({ message, ...(category && { category }), ...(emotion && { emotion }) }),
    onSettled: refresh,
    onError: (error) =>
      notify.error("The correction was not brought back", { description: describeError(error).message }),
  });
  const remove = useMutation({
    mutationFn: () => deleteCorrection(id),
    onSuccess: () =>
      notify.success("The correction is taken back", { action: { label: "Undo", onPress: () => restore.mutate() } }),
    onSettled: refresh,
    onError: (error) =>
      notify.error("The correction was not taken back", { description: describeError(error).message }),
  });
  return (
    <Button size="sm" isPending={remove.isPending} onClick={() => remove.mutate()}>
      Take back
    </Button>
  );
}
