"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { KeyValues } from "@/components/data/key-values";
import { QueryView } from "@/components/data/query-view";
import { Time } from "@/components/data/time";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { formatPercent } from "@/lib/client/format";
import { datasetsQuery, trainingRunQuery } from "@/lib/client/training";
import type { Dataset, TrainingRun } from "@/lib/training/schemas";
import { authorText } from "@/components/data/author-text";
import { classifierName } from "./classifiers";
import { plural } from "./plural";
import { RunResults } from "./run-results";
import { TrainingProgress } from "./training-progress";
import { TuningCard } from "./tuning-card";

/** Everything about one run, live while it is under way. */
export function RunDetailView({ id, canWrite }: { id: string; canWrite: boolean }) {
  const run = useQuery(trainingRunQuery(id));
  return (
    <QueryView query={run} label="training run" skeleton={<CardSkeleton lines={8} />}>
      {(loaded) => <RunDetail run={loaded} canWrite={canWrite} />}
    </QueryView>
  );
}

function RunDetail({ run, canWrite }: { run: TrainingRun; canWrite: boolean }) {
  const datasets = useQuery(datasetsQuery({ task: run.task }));
  const dataset = datasets.data?.find(({ id }) => id === run.datasetId);
  return (
    <div className="grid gap-4">
      <Card aria-label="Progress">
        <CardContent>
          <TrainingProgress run={run} canCancel={canWrite} isMain />
        </CardContent>
      </Card>
      {run.tuning && <TuningCard tuning={run.tuning} />}
      {run.results && run.results.length > 0 && (
        <Card>
          <CardHeader className="items-center">
            <CardTitle>Results</CardTitle>
            <Link
              href={`/playground?task=${encodeURIComponent(run.task)}`}
              className={buttonVariants({ variant: "primary", size: "sm", className: "ml-auto" })}
            >
              Try it
            </Link>
          </CardHeader>
          <CardContent>
            <RunResults results={run.results} />
          </CardContent>
        </Card>
      )}
      <Card>
        <CardHeader>
          <CardTitle>How it was trained</CardTitle>
        </CardHeader>
        <CardContent>
          <KeyValues items={factsOf(run, dataset)} />
        </CardContent>
      </Card>
    </div>
  );
}

const METHODS = {
  local: "on this server",
  few_shot: "examples chosen for its prompt",
  fine_tune: "fine-tuned at its provider",
} as const satisfies Record<TrainingRun["method"], string>;

const LINK = "underline decoration-border underline-offset-2 hover:decoration-current";

function factsOf(run: TrainingRun, dataset: Dataset | undefined) {
  const first = run.results?.[0];
  const facts = [
    {
      label: "Task",
      value: (
        <Link href={`/training?task=${run.task}`} className={LINK}>
          {run.task}
        </Link>
      ),
    },
    {
      label: "Dataset",
      value: (
        <Link href={`/training?task=${run.task}&dataset=${run.datasetId}`} className={LINK}>
          {dataset ? `${dataset.name}, ${plural(dataset.rowCount, "row")}` : run.datasetId}
        </Link>
      ),
    },
    dataset && { label: "Checksum", value: <code className="font-mono text-xs break-all">{dataset.checksum}</code> },
    run.baseModel === null
      ? { label: "Classifiers", value: run.classifiers.map(classifierName).join(", ") }
      : { label: "Chat model", value: `${run.baseModel}, ${METHODS[run.method]}` },
    {
      label: "Held out",
      value: `${formatPercent(run.validationShare)}${first ? `: trained on ${plural(first.trainCount, "example")}, measured on ${plural(first.validationCount, "example")}` : ""}`,
    },
    { label: "Seed", value: String(run.seed) },
    { label: "Asked for", value: <Time at={run.createdAt} mode="absolute" /> },
    run.startedAt !== null && { label: "Started", value: <Time at={run.startedAt} mode="absolute" /> },
    run.finishedAt !== null && { label: "Ended", value: <Time at={run.finishedAt} mode="absolute" /> },
    { label: "By", value: authorText(run.createdBy) },
    {
      label: "Run",
      value: (
        <span className="flex items-center gap-1">
          <code className="min-w-0 font-mono text-xs break-all">{run.id}</code>
          <CopyButton value={run.id} label="Copy id" />
        </span>
      ),
    },
  ];
  return facts.filter((fact) => fact !== false && fact !== undefined);
}
