"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Circle, CircleCheck } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useMay } from "@/components/layout/permissions";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { executionsQuery } from "@/lib/client/executions";
import { modelsQuery } from "@/lib/client/models";
import { datasetsQuery, trainingRunsQuery } from "@/lib/client/training";
import { DemoCard } from "./demo-card";
import { firstRequest } from "./first-request";
import { KeyAndCode } from "./key-and-code";

/** Every step is looked up, not remembered, so that it ticks itself however it was done. */
const LIVE = { refetchInterval: 2_000 } as const;

/** What a new team does first, until the first request is there. */
export function GettingStarted({ origin }: { origin: string }) {
  const mayWrite = useMay("write");
  const mayMakeKeys = useMay("admin");
  const executions = useInfiniteQuery({ ...executionsQuery({}, "all"), ...LIVE });
  const datasets = useQuery({ ...datasetsQuery(), ...LIVE });
  const runs = useInfiniteQuery({ ...trainingRunsQuery(), ...LIVE });
  const models = useQuery(modelsQuery());
  const trainingRuns = runs.data?.pages.flatMap((page) => page.data) ?? [];
  const hasExecution = Boolean(executions.data?.pages[0]?.data.length);

  return (
    <div className="grid gap-4">
      <Card>
        <CardHeader>
          <CardTitle>Get started</CardTitle>
          <CardDescription>The steps tick themselves as soon as they are done.</CardDescription>
        </CardHeader>
        <CardContent>
          <ol className="grid gap-5">
            <Step isDone title={mayMakeKeys ? "You are the owner of this installation" : "You are signed in"} />
            <Step isDone={hasExecution} title="Send the first request">
              {mayMakeKeys ? (
                <KeyAndCode request={firstRequest(models.data ?? [], trainingRuns)} origin={origin} />
              ) : (
                <p className="text-sm text-muted-foreground">
                  Ask an admin for an API key, and point your OpenAI client at <code>{origin}/v1</code>.
                </p>
              )}
              {!hasExecution && <p className="text-sm text-muted-foreground">Waiting for the first request…</p>}
            </Step>
            <Step isDone={(datasets.data?.length ?? 0) > 0} title="Import labelled examples">
              <p className="text-sm text-muted-foreground">
                A CSV with the columns <code>text,category</code>:{" "}
                <Link href="/training" className="underline">
                  Training
                </Link>
                .
              </p>
            </Step>
            <Step isDone={trainingRuns.some((run) => run.status === "succeeded")} title="Train your own models">
              <p className="text-sm text-muted-foreground">
                Four classifiers, on this machine, in about a minute:{" "}
                <Link href="/training" className="underline">
                  Training
                </Link>
                .
              </p>
            </Step>
          </ol>
        </CardContent>
      </Card>
      {mayWrite && <DemoCard />}
    </div>
  );
}

function Step({ isDone, title, children }: { isDone: boolean; title: string; children?: ReactNode }) {
  const Icon = isDone ? CircleCheck : Circle;
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-2">
      <Icon aria-hidden className={isDone ? "mt-0.5 size-4 text-success" : "mt-0.5 size-4 text-muted-foreground"} />
      <div className="grid gap-2">
        <p className="font-medium">
          {title}
          <span className="sr-only">{isDone ? " (done)" : " (to do)"}</span>
        </p>
        {!isDone && children}
      </div>
    </li>
  );
}
