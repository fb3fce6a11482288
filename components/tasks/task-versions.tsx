"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { GraduationCap } from "lucide-react";
import Link from "next/link";
import type { DataColumn } from "@/components/data/data-column";
import { DataTable } from "@/components/data/data-table";
import { describeError } from "@/components/data/describe-error";
import { EmptyState } from "@/components/data/empty-state";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { Time } from "@/components/data/time";
import { ModelName } from "@/components/executions/model-name";
import { useMay } from "@/components/layout/permissions";
import { Badge } from "@/components/ui/badge";
import { Button, buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { notify } from "@/components/ui/notify";
import { formatCount, formatLatency, formatPercent } from "@/lib/client/format";
import { activateModelVersion, modelVersionsQuery } from "@/lib/client/model-versions";
import type { ModelVersion, Task } from "@/lib/registry/schemas";

/** Models trained for the task, newest first, and which of them serve it. */
export function TaskVersions({ task }: { task: Task }) {
  const versions = useQuery(modelVersionsQuery({ task: task.slug }));
  return (
    <QueryView
      query={versions}
      label="trained versions"
      skeleton={<TableSkeleton rows={4} columns={6} />}
      empty={
        <Card>
          <EmptyState
            icon={GraduationCap}
            title="No model was trained for this task"
            action={
              <Link href={`/training?task=${task.slug}`} className={buttonVariants({ variant: "primary" })}>
                Train one
              </Link>
            }
          >
            Import labelled examples and train models on this machine; the trained versions appear here with their
            accuracy.
          </EmptyState>
        </Card>
      }
    >
      {(rows) => (
        <DataTable label="Trained versions" rows={rows} columns={columnsOf(rows)} rowKey={(version) => version.id} />
      )}
    </QueryView>
  );
}

const columnsOf = (all: readonly ModelVersion[]): DataColumn<ModelVersion>[] => [
  { id: "model", header: "Model", isPrimary: true, cell: ({ modelSlug }) => <ModelName slug={modelSlug} /> },
  {
    id: "version",
    header: "Version",
    cell: ({ id, version }) => (
      <Link href={`/deployments/versions/${id}`} className="hover:underline">
        {version}
      </Link>
    ),
  },
  {
    id: "status",
    header: "Status",
    cell: ({ status }) => <Badge tone={status === "active" ? "success" : "neutral"}>{status}</Badge>,
  },
  { id: "accuracy", header: "Accuracy", align: "right", cell: ({ metrics }) => formatPercent(metrics.accuracy) },
  { id: "f1", header: "Macro F1", align: "right", cell: ({ metrics }) => formatPercent(metrics.macroF1) },
  {
    id: "examples",
    header: "Trained on, tested on",
    align: "right",
    cell: ({ metrics }) => `${formatCount(metrics.trainCount)}, ${formatCount(metrics.validationCount)}`,
  },
  { id: "labels", header: "Labels", align: "right", phone: "hide", cell: ({ labels }) => labels.length },
  {
    id: "p95",
    header: "p95",
    align: "right",
    phone: "hide",
    cell: ({ metrics }) => formatLatency(metrics.predictionMsP95),
  },
  { id: "created", header: "Trained", align: "right", cell: ({ createdAt }) => <Time at={createdAt} /> },
  { id: "activate", header: "Serves", align: "right", cell: (version) => <ActivateCell version={version} all={all} /> },
];

function ActivateCell({ version, all }: { version: ModelVersion; all: readonly ModelVersion[] }) {
  const mayWrite = useMay("write");
  const activate = useActivateVersion();
  if (version.status === "active") return <span className="text-muted-foreground">now</span>;
  if (!mayWrite) return "";
  const previous = all.find(({ modelSlug, status }) => modelSlug === version.modelSlug && status === "active");
  return (
    <Button
      size="sm"
      isPending={activate.isPending}
      aria-label={`Activate ${version.modelSlug} ${version.version}`}
      onClick={() => activate.mutate({ version, previous: previous ?? null })}
    >
      Activate
    </Button>
  );
}

type Activation = {
  version: ModelVersion;
  /** What served before; Undo activates it again. */ previous: ModelVersion | null;
};

function useActivateVersion() {
  const queryClient = useQueryClient();

  async function apply({ version, previous }: Activation): Promise<void> {
    await activateModelVersion(version.id);
    notify.success(`${version.modelSlug} ${version.version} serves ${version.taskSlug}`, {
      ...(previous && {
        action: { label: "Undo", onPress: () => void apply({ version: previous, previous: null }).catch(report) },
      }),
    });
    await Promise.all(
      ["model-versions", "recommend"].map((name) => queryClient.invalidateQueries({ queryKey: [name] })),
    );
  }

  return useMutation({ mutationFn: apply, onError: report });
}

const report = (error: unknown) => notify.error(describeError(error).message);
