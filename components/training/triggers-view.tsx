"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { describeError } from "@/components/data/describe-error";
import { QueryView } from "@/components/data/query-view";
import { Time } from "@/components/data/time";
import { useMay } from "@/components/layout/permissions";
import { Alert } from "@/components/ui/alert";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { notify } from "@/components/ui/notify";
import { checkTriggers, triggersQuery } from "@/lib/client/examples";
import type { Task } from "@/lib/registry/schemas";
import type { TriggerReport } from "@/lib/training/schemas";
import type { TriggerKind, TriggerState } from "@/lib/training/words";
import { RetrainSettingsCard } from "./retrain-settings-card";
import { TaskOfPage } from "./task-of-page";

const NAMES = {
  accuracy: "Accuracy",
  examples: "New examples",
  time: "Time",
  input_drift: "Other texts come in",
  label_drift: "Other labels come out",
  manual: "By hand",
} as const satisfies Record<TriggerKind, string>;

const TONES = { fires: "warning", quiet: "success", unknown: "neutral", off: "outline" } as const satisfies Record<
  TriggerState,
  BadgeTone
>;

type TriggersViewProps = { tasks: readonly Task[]; defaultTask: string | null };

/** When a task is trained again, and why or why not now. */
export function TriggersView({ tasks, defaultTask }: TriggersViewProps) {
  return (
    <TaskOfPage tasks={tasks} defaultTask={defaultTask} actions={(task) => <TrainNow task={task} />}>
      {(task) => <TriggersOfTask key={task} task={task} />}
    </TaskOfPage>
  );
}

function TriggersOfTask({ task }: { task: string }) {
  const report = useQuery(triggersQuery(task));
  return (
    <QueryView query={report} label="triggers" skeleton={<CardSkeleton lines={8} />}>
      {(loaded) => (
        <div className="grid items-start gap-4 lg:grid-cols-[3fr_2fr]">
          <div className="grid gap-4">
            <LastRun report={loaded} />
            <Card>
              <CardHeader>
                <CardTitle>Triggers</CardTitle>
              </CardHeader>
              <CardContent>
                <ul aria-label="Triggers" className="grid gap-3">
                  {loaded.triggers.map(({ kind, state, reason }) => (
                    <li key={kind} className="grid gap-1 border-t pt-3 first:border-0 first:pt-0">
                      <span className="flex items-center gap-2 font-medium">
                        {NAMES[kind]}
                        <Badge tone={TONES[state]}>{state}</Badge>
                      </span>
                      <span className="text-sm text-muted-foreground">{reason}</span>
                    </li>
                  ))}
                </ul>
              </CardContent>
            </Card>
          </div>
          <RetrainSettingsCard key={JSON.stringify(loaded.settings)} task={task} settings={loaded.settings} />
        </div>
      )}
    </QueryView>
  );
}

function LastRun({ report: { lastRun, settings, isDue } }: { report: TriggerReport }) {
  return (
    <>
      {isDue && (
        <Alert tone="warning" title="A trigger fires">
          {settings.isAutomatic
            ? "A run starts within half a minute, unless one is under way or nothing is new."
            : "Runs do not start by themselves for this task: press Train now, or switch it on at the right."}
        </Alert>
      )}
      {lastRun?.outcome && (
        <Alert
          tone={lastRun.outcome.kind === "failed" ? "danger" : "info"}
          title={
            {
              under_way: "A run is under way",
              deployed: "The last run came into service",
              kept: "The last run is kept, not deployed",
              failed: "The last run failed",
            }[lastRun.outcome.kind]
          }
        >
          {lastRun.outcome.reason}{" "}
          <Link className="underline underline-offset-2" href={`/training/${lastRun.runId}`}>
            See the run
          </Link>
        </Alert>
      )}
    </>
  );
}

function TrainNow({ task }: { task: string }) {
  const queryClient = useQueryClient();
  const canWrite = useMay("write");
  const check = useMutation({
    mutationFn: (start: "due" | "now") => checkTriggers({ task, start }),
    onSuccess: async ({ startedRunId, notStarted }) => {
      if (startedRunId) notify.success("A run is started on what was accepted so far");
      else notify.info(notStarted ?? "Nothing was started");
      await queryClient.invalidateQueries({ queryKey: ["training"] });
    },
    onError: (error) => notify.error(describeError(error).message),
  });
  const report = useQuery(triggersQuery(task));
  return (
    <>
      {report.data && (
        <span className="text-xs text-muted-foreground max-sm:hidden">
          looked at <Time at={report.data.checkedAt} />
        </span>
      )}
      {canWrite && (
        <>
          <Button isPending={check.isPending && check.variables === "due"} onClick={() => check.mutate("due")}>
            Check
          </Button>
          <Button
            variant="primary"
            isPending={check.isPending && check.variables === "now"}
            onClick={() => check.mutate("now")}
          >
            Train now
          </Button>
        </>
      )}
    </>
  );
}
