"use client";

import { useQuery } from "@tanstack/react-query";
import { Disc3 } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import type { DataColumn } from "@/components/data/data-column";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { Time } from "@/components/data/time";
import { useMay } from "@/components/layout/permissions";
import { Card } from "@/components/ui/card";
import { formatCount } from "@/lib/client/format";
import { replaySetsQuery } from "@/lib/client/replays";
import type { ReplaySet } from "@/lib/providers/schemas";
import { DeleteRecordingButton } from "./delete-recording-button";
import { ImportRecordingButton } from "./import-recording-button";

const RecordingDialog = lazyOverlay(
  () => import("./recording-dialog").then((module) => module.RecordingDialog),
  ({ recording }) => recording !== null,
);

const COLUMNS: DataColumn<ReplaySet>[] = [
  { id: "name", header: "Name", isPrimary: true, cell: ({ name }) => name },
  { id: "prompts", header: "Prompts", align: "right", cell: ({ promptCount }) => formatCount(promptCount) },
  { id: "models", header: "Models", align: "right", cell: ({ models }) => formatCount(models.length) },
  {
    id: "tasks",
    header: "Tasks",
    cell: ({ tasks }) => <span className="line-clamp-2 max-w-80">{tasks.length === 0 ? "–" : tasks.join(", ")}</span>,
  },
  { id: "rejected", header: "Left out", align: "right", cell: ({ rejected }) => formatCount(rejected.count) },
  { id: "when", header: "Imported", align: "right", cell: ({ createdAt }) => <Time at={createdAt} /> },
];

const DELETE: DataColumn<ReplaySet> = {
  id: "delete",
  header: "Change",
  align: "right",
  cell: (recording) => <DeleteRecordingButton recording={recording} />,
};

export function RecordingsSection() {
  const query = useQuery(replaySetsQuery());
  const [openId, setOpenId] = useQueryState("recording", parseAsString);
  const mayWrite = useMay("write");
  return (
    <section className="grid grid-cols-1 gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-sm font-semibold">Recordings</h2>
        {mayWrite && query.data && query.data.length > 0 && <ImportRecordingButton />}
      </div>
      <QueryView
        query={query}
        label="recordings"
        skeleton={<TableSkeleton rows={2} columns={6} />}
        empty={
          <Card>
            <EmptyState icon={Disc3} title="No recording yet" action={mayWrite && <ImportRecordingButton />}>
              Prompts with the answers, scores and costs of several models, to learn from and to replay.
            </EmptyState>
          </Card>
        }
      >
        {(recordings) => (
          <>
            <DataTable
              label="Recordings"
              rows={recordings}
              columns={mayWrite ? [...COLUMNS, DELETE] : COLUMNS}
              rowKey={({ id }) => id}
              onOpen={({ id }) => void setOpenId(id)}
            />
            <RecordingDialog
              recording={recordings.find(({ id }) => id === openId) ?? null}
              onClose={() => void setOpenId(null)}
            />
          </>
        )}
      </QueryView>
    </section>
  );
}
