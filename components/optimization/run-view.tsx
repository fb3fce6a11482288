"use client";

import Link from "next/link";
import { DiffView } from "@/components/data/diff-view";
import { RunProgress } from "@/components/data/run-progress";
import { runState } from "@/components/training/run-state";
import { useMay } from "@/components/layout/permissions";
import { Alert } from "@/components/ui/alert";
import { Button, buttonVariants } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { isUnderWay } from "@/lib/client/optimization";
import { formatUsd } from "@/lib/client/format";
import type { OptimizationRun } from "@/lib/optimization/schemas";
import { ApplicationNote } from "./application-note";
import { CandidatesTable } from "./candidates-table";
import { MetricsTable } from "./metrics-table";
import { TYPE_NAMES } from "./optimization-words";
import { useOptimizationAction } from "./use-optimization-action";

/** One search: how far it is, what it found, and the buttons that put it in force and take it back. */
export function RunView({ run }: { run: OptimizationRun }) {
  const mayWrite = useMay("write");
  const act = useOptimizationAction();
  const { result, plan, progress } = run;
  const finalist = result?.finalists.find(({ id }) => id === result.winnerId) ?? result?.finalists[0];
  const isInForce = run.application !== null && run.application.undone === null;
  const isCanary = run.application?.canaryShare != null;
  const candidates = result?.candidates ?? progress?.candidates ?? [];
  return (
    <Card aria-label={`${TYPE_NAMES[run.type]} of ${run.task}`}>
      <CardHeader>
        <CardTitle>
          {TYPE_NAMES[run.type]} of {run.task}
        </CardTitle>
        <CardDescription>
          {plan.tests.search} tests to search, {plan.tests.verify} others to verify, of “{plan.suite.name}”. Spent{" "}
          {formatUsd(run.spentUsd)} of {formatUsd(plan.budgetUsd)}.
        </CardDescription>
      </CardHeader>
      <CardContent className="grid grid-cols-1 gap-4">
        {(isUnderWay(run) || run.status !== "succeeded") && (
          <RunProgress
            title={plan.current}
            state={run.isCancelRequested && isUnderWay(run) ? "cancelling" : runState(run)}
            done={progress?.done ?? null}
            total={progress?.total ?? null}
            step={progress?.stage === "verify" ? "Verifying what was found" : "Racing the candidates"}
            startedAt={run.status === "queued" ? null : run.createdAt}
            finishedAt={run.finishedAt}
            message={run.error?.message ?? null}
            onCancel={mayWrite ? () => act.mutate({ run, action: "cancel" }) : undefined}
          />
        )}
        {result && (
          <Alert
            tone={result.outcome === "improved" ? "success" : "info"}
            title={result.outcome === "improved" ? "A better configuration was found" : "No improvement found"}
            action={
              mayWrite && result.configuration && !isInForce ? (
                <span className="flex flex-wrap gap-2">
                  <Button
                    variant="primary"
                    size="sm"
                    isPending={act.isPending}
                    onClick={() => act.mutate({ run, action: "apply" })}
                  >
                    Apply
                  </Button>
                  <Button size="sm" isPending={act.isPending} onClick={() => act.mutate({ run, action: "canary" })}>
                    Try on 10 % first
                  </Button>
                </span>
              ) : mayWrite && isInForce ? (
                <span className="flex flex-wrap gap-2">
                  {isCanary && (
                    <Button
                      variant="primary"
                      size="sm"
                      isPending={act.isPending}
                      onClick={() => act.mutate({ run, action: "apply" })}
                    >
                      Let it serve the rest
                    </Button>
                  )}
                  <Button size="sm" isPending={act.isPending} onClick={() => act.mutate({ run, action: "undo" })}>
                    Undo
                  </Button>
                </span>
              ) : undefined
            }
          >
            {result.summary}
          </Alert>
        )}
        {run.application && <ApplicationNote application={run.application} />}
        {result && finalist && (
          <section className="grid grid-cols-1 gap-2">
            <h3 className="text-sm font-semibold">
              {plan.current} → {finalist.label}
            </h3>
            <p className="text-sm text-muted-foreground">{finalist.reason}</p>
            <MetricsTable
              before={finalist.before ?? result.before}
              after={finalist.after}
              comparison={finalist.comparison}
            />
          </section>
        )}
        {result?.configuration && (
          <details>
            <summary className="cursor-pointer text-sm font-medium">What changes in the configuration</summary>
            <div className="mt-2">
              <DiffView before={run.baseline} after={result.configuration} />
            </div>
          </details>
        )}
        {candidates.length > 0 && (
          <section className="grid grid-cols-1 gap-2">
            <h3 className="text-sm font-semibold">Candidates</h3>
            <CandidatesTable type={run.type} candidates={candidates} />
          </section>
        )}
        {plan.notes.length > 0 && (
          <ul className="list-disc pl-5 text-xs text-muted-foreground">
            {plan.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
        {result && (
          <Link href={`/optimization/${run.id}`} className={`${buttonVariants()} justify-self-start`}>
            Certificate and evidence
          </Link>
        )}
      </CardContent>
    </Card>
  );
}
