"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Gavel, Plus } from "lucide-react";
import { useState } from "react";
import type { DataColumn } from "@/components/data/data-column";
import { DataTable } from "@/components/data/data-table";
import { describeError } from "@/components/data/describe-error";
import { EmptyState } from "@/components/data/empty-state";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { LOOK_ONLY, useMay } from "@/components/layout/permissions";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { notify } from "@/components/ui/notify";
import { formatCount, formatPercent, formatUsd } from "@/lib/client/format";
import { deleteJudge, judgesQuery, putJudge, startJudging } from "@/lib/client/judging";
import type { JudgeSetting } from "@/lib/judging/schemas";
import type { JudgeDialogProps } from "./judge-dialog";
import { JudgingUnderWay } from "./judging-under-way";

const JudgeDialog = lazyOverlay<JudgeDialogProps>(
  () => import("./judge-dialog").then((module) => module.JudgeDialog),
  ({ open }) => open,
);

const COLUMNS: DataColumn<JudgeSetting>[] = [
  { id: "task", header: "Task", isPrimary: true, cell: ({ task }) => task },
  { id: "judge", header: "Judge", cell: ({ model }) => model },
  { id: "share", header: "Share", align: "right", cell: ({ share }) => formatPercent(share) },
  { id: "judged", header: "Judged today", align: "right", cell: ({ judgedToday }) => formatCount(judgedToday) },
  {
    id: "spent",
    header: "Spent today",
    align: "right",
    cell: ({ spentTodayUsd, dailyLimitUsd }) => `${formatUsd(spentTodayUsd)} of ${formatUsd(dailyLimitUsd)}`,
  },
  { id: "counts", header: "Counts as quality", cell: ({ movesQuality }) => (movesQuality ? "Yes" : "No") },
];

/** Which tasks have a model that judges their answers. */
export function JudgesSection() {
  const judges = useQuery(judgesQuery());
  const mayWrite = useMay("write");
  const [changed, setChanged] = useState<JudgeSetting | "new" | null>(null);
  const choose = (
    <Button aria-haspopup="dialog" onClick={() => setChanged("new")}>
      <Plus aria-hidden />
      Choose a judge
    </Button>
  );
  const change: DataColumn<JudgeSetting> = {
    id: "change",
    header: "Change",
    align: "right",
    cell: (judge) => <JudgeActions judge={judge} />,
  };
  return (
    <section className="grid grid-cols-1 gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-sm font-semibold">Judges</h2>
        {mayWrite && judges.data && judges.data.length > 0 && choose}
      </div>
      <JudgingUnderWay mayCancel={mayWrite} />
      <QueryView
        query={judges}
        label="judges"
        skeleton={<TableSkeleton rows={2} columns={6} />}
        empty={
          <Card>
            <EmptyState icon={Gavel} title="No judge yet" action={mayWrite && choose}>
              Where no rule can tell a good answer, a model can look at a share of a task&apos;s answers, with reasons
              and up to a daily limit. {!mayWrite && LOOK_ONLY}
            </EmptyState>
          </Card>
        }
      >
        {(rows) => (
          <DataTable
            label="Judges"
            rows={rows}
            columns={mayWrite ? [...COLUMNS, change] : COLUMNS}
            rowKey={({ task }) => task}
            {...(mayWrite && { onOpen: setChanged })}
          />
        )}
      </QueryView>
      <JudgeDialog
        open={changed !== null}
        onOpenChange={(open) => !open && setChanged(null)}
        judge={changed === "new" ? null : changed}
      />
    </section>
  );
}

function JudgeActions({ judge }: { judge: JudgeSetting }) {
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["judging"] });
  const failed = (title: string) => (error: unknown) =>
    notify.error(title, { description: describeError(error).message });
  const run = useMutation({
    mutationFn: () => startJudging({ task: judge.task, spendLimitUsd: judge.dailyLimitUsd }),
    onSuccess: () => notify.success("The newest answers are being judged"),
    onError: failed("The judging did not start"),
    onSettled: refresh,
  });
  const restore = useMutation({
    mutationFn: ({ task, model, share, dailyLimitUsd, movesQuality }: JudgeSetting) =>
      putJudge(task, { model, share, dailyLimitUsd, movesQuality }),
    onError: failed("The judge was not restored"),
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: () => deleteJudge(judge.task),
    onSuccess: () =>
      notify.success(`Nobody judges ${judge.task} any more; what was judged stays`, {
        action: { label: "Undo", onPress: () => restore.mutate(judge) },
      }),
    onError: failed("The judge was not removed"),
    onSettled: refresh,
  });
  return (
    <span className="inline-flex flex-wrap gap-2 sm:justify-end">
      <Button size="sm" isPending={run.isPending} onClick={() => run.mutate()}>
        Judge the newest
      </Button>
      <Button size="sm" isPending={remove.isPending} onClick={() => remove.mutate()}>
        Remove
      </Button>
    </span>
  );
}
