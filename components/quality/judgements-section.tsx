"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import type { DataColumn } from "@/components/data/data-column";
import { DataTable } from "@/components/data/data-table";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { Time } from "@/components/data/time";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { formatQuality, formatUsd } from "@/lib/client/format";
import { judgementsQuery } from "@/lib/client/judging";
import type { Judgement } from "@/lib/judging/schemas";
import { DimensionList } from "./dimension-list";

const ExecutionDrawer = lazyOverlay(
  () => import("@/components/executions/execution-drawer").then((module) => module.ExecutionDrawer),
  ({ id }) => id !== null,
);

const COLUMNS: DataColumn<Judgement>[] = [
  { id: "task", header: "Task", isPrimary: true, cell: ({ task }) => task },
  { id: "model", header: "Answered by", cell: ({ model }) => model },
  { id: "judge", header: "Judge", phone: "hide", cell: ({ judge }) => judge },
  {
    id: "score",
    header: "Score",
    align: "right",
    cell: ({ score }) => (score === null ? "no verdict" : formatQuality(score)),
  },
  { id: "cost", header: "Cost", align: "right", cell: ({ costUsd }) => formatUsd(costUsd) },
  { id: "when", header: "When", align: "right", cell: ({ createdAt }) => <Time at={createdAt} /> },
];

/** What judges said last; nothing before they said anything. */
export function JudgementsSection() {
  const judgements = useQuery(judgementsQuery());
  const [openId, setOpenId] = useQueryState("judgement", parseAsString);
  const [executionId, setExecutionId] = useQueryState("execution", parseAsString);
  const rows = judgements.data ?? [];
  if (rows.length === 0) return null;
  const open = rows.find(({ id }) => id === openId) ?? null;
  return (
    <section className="grid grid-cols-1 gap-2">
      <h2 className="text-sm font-semibold">Latest verdicts</h2>
      <DataTable
        label="Latest verdicts"
        rows={rows}
        columns={COLUMNS}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void setOpenId(id)}
      />
      <Dialog open={open !== null} onOpenChange={(isOpen) => !isOpen && void setOpenId(null)}>
        {open && (
          <DialogContent title={`Verdict of ${open.judge}`} description={open.note ?? undefined}>
            <div className="grid grid-cols-1 gap-4">
              <DimensionList dimensions={open.dimensions} />
              <button
                type="button"
                className="justify-self-start text-sm underline underline-offset-2"
                onClick={() => {
                  void setOpenId(null);
                  void setExecutionId(open.executionId);
                }}
              >
                Open the answer
              </button>
            </div>
          </DialogContent>
        )}
      </Dialog>
      <ExecutionDrawer id={executionId} onClose={() => void setExecutionId(null)} />
    </section>
  );
}
