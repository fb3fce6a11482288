"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BrainCircuit } from "lucide-react";
import type { DataColumn } from "@/components/data/data-column";
import { DataTable } from "@/components/data/data-table";
import { describeError } from "@/components/data/describe-error";
import { EmptyState } from "@/components/data/empty-state";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { Time } from "@/components/data/time";
import { LOOK_ONLY, useMay } from "@/components/layout/permissions";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { notify } from "@/components/ui/notify";
import { activateDetection, detectionModelsQuery, isTraining, retrainDetection } from "@/lib/client/detection";
import { formatCount, formatPercent } from "@/lib/client/format";
import type { DetectionAccuracy, DetectionModel } from "@/lib/detection/schemas";

const COLUMNS: DataColumn<DetectionModel>[] = [
  { id: "when", header: "Trained", cell: ({ createdAt }) => <Time at={createdAt} /> },
  { id: "state", header: "State", cell: stateOf },
  {
    id: "learnt",
    header: "Corrections",
    align: "right",
    cell: ({ comparison }) =>
      comparison ? `${formatCount(comparison.learntFrom)} learnt, ${formatCount(comparison.measuredOn)} measured` : "",
  },
  {
    id: "corrections",
    header: "On corrections",
    align: "right",
    cell: ({ comparison }) => comparison && change(comparison, "corrections"),
  },
  {
    id: "builtIn",
    header: "On our own messages",
    align: "right",
    cell: ({ comparison }) => comparison && change(comparison, "builtIn"),
  },
  {
    id: "verdict",
    header: "Verdict",
    className: "max-w-96",
    cell: ({ comparison, error }) => (
      <span className="line-clamp-3 max-w-96 whitespace-normal">{comparison?.verdict ?? error?.message ?? ""}</span>
    ),
  },
];

function stateOf({ status, isActive }: DetectionModel) {
  if (isActive) return <Badge tone="success">detects</Badge>;
  if (isTraining({ status })) return status === "queued" ? "Waiting" : "Training";
  return status === "succeeded" ? "Trained" : status;
}

const change = ({ before, after }: NonNullable<DetectionModel["comparison"]>, on: keyof DetectionAccuracy): string =>
  `${formatPercent(before[on])} → ${formatPercent(after[on])}`;

/** Retrained models, what each is worth, and which one detects. */
export function DetectionModelsSection() {
  const models = useQuery(detectionModelsQuery());
  const mayWrite = useMay("write");
  const active = models.data?.find(({ isActive }) => isActive) ?? null;
  const switched = useSwitch(active?.id ?? null);
  const actions: DataColumn<DetectionModel> = {
    id: "actions",
    header: "Change",
    align: "right",
    cell: ({ id, isActive, comparison }) =>
      !isActive &&
      comparison !== null && (
        <Button size="sm" isPending={switched.isPending} onClick={() => switched.mutate(id)}>
          Let it detect
        </Button>
      ),
  };
  return (
    <section className="grid grid-cols-1 gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-sm font-semibold">Retrained models</h2>
        {mayWrite && models.data && models.data.length > 0 && (
          <div className="flex flex-wrap gap-2">
            {active && (
              <Button isPending={switched.isPending} onClick={() => switched.mutate(null)}>
                Back to the built-in models
              </Button>
            )}
            <RetrainButton isBusy={models.data.some(isTraining)} />
          </div>
        )}
      </div>
      <QueryView
        query={models}
        label="retrained models"
        skeleton={<TableSkeleton rows={2} columns={6} />}
        empty={
          <Card>
            <EmptyState
              icon={BrainCircuit}
              title="The built-in models detect"
              action={mayWrite && <RetrainButton isBusy={false} />}
            >
              Retraining learns from four fifths of the corrections and measures on the rest. What is not better there,
              or loses on our own messages, is not put in force. {!mayWrite && LOOK_ONLY}
            </EmptyState>
          </Card>
        }
      >
        {(rows) => (
          <DataTable
            label="Retrained models"
            rows={rows}
            columns={mayWrite ? [...COLUMNS, actions] : COLUMNS}
            rowKey={({ id }) => id}
          />
        )}
      </QueryView>
    </section>
  );
}

function RetrainButton({ isBusy }: { isBusy: boolean }) {
  const queryClient = useQueryClient();
  const retrain = useMutation({
    mutationFn: retrainDetection,
    onSuccess: () => notify.success("The retraining has started; it takes some minutes"),
    onError: (error) => notify.error("The retraining did not start", { description: describeError(error).message }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: detectionModelsQuery().queryKey }),
  });
  return (
    <Button variant="primary" disabled={isBusy} isPending={retrain.isPending} onClick={() => retrain.mutate()}>
      Retrain
    </Button>
  );
}

/** Lets other models detect, says so, and offers to undo it. `activeId`: null while the built-in ones do. */
function useSwitch(activeId: string | null) {
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: detectionModelsQuery().queryKey });
  const failed = (error: unknown) => notify.error("Nothing was changed", { description: describeError(error).message });
  return useMutation({
    mutationFn: async (id: string | null) => {
      await activateDetection(id);
      return activeId;
    },
    onSuccess: async (before, id) => {
      notify.success(id === null ? "The built-in models detect again" : "The retrained models detect", {
        action: { label: "Undo", onPress: () => void activateDetection(before).catch(failed).finally(refresh) },
      });
      await refresh();
    },
    onError: failed,
  });
}
