"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { authorText } from "@/components/data/author-text";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { KeyValues } from "@/components/data/key-values";
import { MetricCard } from "@/components/data/metric-card";
import { QueryView } from "@/components/data/query-view";
import { Time } from "@/components/data/time";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { versionQuery } from "@/lib/client/deployments";
import { formatCount, formatLatency, formatPercent, formatUsd } from "@/lib/client/format";
import type { Evaluation, VersionDetail, VersionHealth } from "@/lib/training/schemas";
import { CalibrationCurve } from "./calibration-curve";
import { ConfusionMap } from "./confusion-map";
import { HeldOutAnswers } from "./held-out-answers";
import { LabelTable } from "./label-table";
import { ConfusionTable, SliceTable } from "./version-tables";

/** A version: how it does, how it was measured, what it was compared with, and where it came from. */
export function VersionView({ id }: { id: string }) {
  const version = useQuery(versionQuery(id));
  return (
    <QueryView query={version} label="version" skeleton={<CardSkeleton lines={10} />}>
      {(loaded) => <VersionCards version={loaded} />}
    </QueryView>
  );
}

const HEALTH = {
  healthy: { label: "Healthy", tone: "success" },
  degraded: { label: "Degraded", tone: "warning" },
  unhealthy: { label: "Unhealthy", tone: "danger" },
  idle: { label: "No requests", tone: "neutral" },
} as const satisfies Record<VersionHealth["status"], { label: string; tone: BadgeTone }>;

function VersionCards({ version }: { version: VersionDetail }) {
  const { evaluation, use, health } = version;
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <MetricCard
          label="Accuracy, held out"
          value={formatPercent(evaluation?.accuracy ?? version.metrics.accuracy)}
          hint={evaluation && `${formatPercent(evaluation.accuracyLow)} to ${formatPercent(evaluation.accuracyHigh)}`}
        />
        <MetricCard
          label="Requests, 7 days"
          value={formatCount(use.week.count)}
          hint={`${formatCount(use.allTime.count)} in all`}
        />
        <MetricCard
          label="Answered, 7 days"
          value={formatPercent(use.week.successRate)}
          hint={`p95 ${formatLatency(use.week.latencyMsP95)}`}
        />
        <MetricCard
          label="Cost a request"
          value={formatUsd(use.week.costPerRequestUsd)}
          hint={use.week.confidence === null ? "" : `${formatPercent(use.week.confidence)} sure on average`}
        />
      </div>
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        <Card>
          <CardHeader className="items-center gap-2">
            <CardTitle>Health</CardTitle>
            <Badge tone={HEALTH[health.status].tone}>{HEALTH[health.status].label}</Badge>
          </CardHeader>
          <CardContent className="text-sm">
            {health.recommendations.length === 0 ? (
              <p className="text-muted-foreground">Nothing speaks against it.</p>
            ) : (
              <ul className="grid list-disc gap-1.5 pl-4">
                {health.recommendations.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            )}
          </CardContent>
        </Card>
        <Card>
          <CardHeader>
            <CardTitle>Where it came from</CardTitle>
          </CardHeader>
          <CardContent>
            <KeyValues items={lineageOf(version)} />
          </CardContent>
        </Card>
      </div>
      {evaluation ? (
        <>
          <EvaluationCards evaluation={evaluation} />
          <HeldOutAnswers version={version} labels={evaluation.confusions.labels} />
        </>
      ) : (
        <Card>
          <CardContent className="text-sm text-muted-foreground">
            It was trained before versions were evaluated label by label. Train again to see more.
          </CardContent>
        </Card>
      )}
    </div>
  );
}

function EvaluationCards({ evaluation }: { evaluation: Evaluation }) {
  return (
    <>
      <Card>
        <CardHeader>
          <CardTitle>Labels</CardTitle>
        </CardHeader>
        <CardContent className="grid gap-3">
          <p className="text-sm text-muted-foreground">{averagesOf(evaluation)}</p>
          <LabelTable rows={evaluation.perLabel} />
        </CardContent>
      </Card>
      <Card>
        <CardHeader>
          <CardTitle>Confusions</CardTitle>
        </CardHeader>
        <CardContent className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
          <ConfusionMap confusions={evaluation.confusions} />
          <ConfusionTable rows={evaluation.topConfusions} />
        </CardContent>
      </Card>
      <Card>
        <CardHeader>
          <CardTitle>Confidence and parts</CardTitle>
        </CardHeader>
        <CardContent className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
          {evaluation.ece === null ? (
            <p className="text-sm text-muted-foreground">This model does not tell how sure it is.</p>
          ) : (
            <CalibrationCurve bins={evaluation.calibration} ece={evaluation.ece} />
          )}
          <SliceTable slices={evaluation.slices} />
        </CardContent>
      </Card>
    </>
  );
}

function averagesOf({ count, macro, micro, weighted, balancedAccuracy, mcc, auc }: Evaluation): string {
  const parts = [
    `Measured on ${formatCount(count)} examples that it had not learnt from`,
    `F1 macro ${formatPercent(macro.f1)}, micro ${formatPercent(micro.f1)}, weighted ${formatPercent(weighted.f1)}`,
    `balanced accuracy ${formatPercent(balancedAccuracy)}`,
    `Matthews' correlation ${mcc.toFixed(3)}`,
    auc === null ? null : `area under the curve ${auc.toFixed(3)}`,
  ];
  return `${parts.filter((part) => part !== null).join("; ")}.`;
}

const LINK = "underline decoration-border underline-offset-2 hover:decoration-current";

function lineageOf(version: VersionDetail) {
  const { lineage, comparison, status, labels, createdAt, deletedAt, artefactSha256, taskSlug } = version;
  const { parent, run, dataset } = lineage;
  const facts = [
    { label: "Status", value: <Badge tone={status === "active" ? "success" : "neutral"}>{status}</Badge> },
    deletedAt !== null && {
      label: "Deleted",
      value: (
        <>
          <Time at={deletedAt} />. A day later what it consists of is removed; its evaluation stays.
        </>
      ),
    },
    comparison && { label: "Against its parent", value: comparison.reason },
    parent && {
      label: "Parent",
      value: (
        <Link href={`/deployments/versions/${parent.id}`} className={LINK}>
          {parent.version}
        </Link>
      ),
    },
    {
      label: "Training run",
      value: run ? (
        <Link href={`/training/${run.id}`} className={LINK}>
          <Time at={run.createdAt} /> by {authorText(run.createdBy)}
        </Link>
      ) : (
        "unknown"
      ),
    },
    {
      label: "Dataset",
      value: dataset ? (
        <Link href={`/training?task=${taskSlug}&dataset=${dataset.id}`} className={LINK}>
          {dataset.name}, {formatCount(dataset.rowCount)} examples
        </Link>
      ) : (
        "unknown"
      ),
    },
    { label: "Labels", value: formatCount(labels.length) },
    { label: "Registered", value: <Time at={createdAt} mode="absolute" /> },
    { label: "Artefact", value: <code className="font-mono text-xs break-all">{artefactSha256}</code> },
  ];
  return facts.filter((fact) => fact !== null && fact !== false);
}
