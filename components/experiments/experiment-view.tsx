"use client";

import { useQuery } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import Link from "next/link";
import { ExportMenu } from "@/components/data/export-menu";
import { MetricCard } from "@/components/data/metric-card";
import { QueryView } from "@/components/data/query-view";
import { Time } from "@/components/data/time";
import { PageHeader } from "@/components/layout/page-header";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { experimentQuery, resultsQuery } from "@/lib/client/experiments";
import { formatCount, formatPercent } from "@/lib/client/format";
import type { ExperimentResults, ExperimentWithChecks } from "@/lib/experiments/schemas";
import { DesignCard } from "./design-card";
import { EffectsCard } from "./effects-card";
import { StatusBadge } from "./experiment-badges";
import { LooksCard } from "./looks-card";
import { PreferencesCard } from "./preferences-card";
import { SamplesCard } from "./samples-card";
import { SegmentsCard } from "./segments-card";
import { StartChecks } from "./start-checks";
import { TrafficActions } from "./traffic-actions";
import { VariantsCard } from "./variants-card";
import { VerdictCard } from "./verdict-card";

/** One experiment: what it found, what it does to traffic, and the steps one can take. */
export function ExperimentView({ slug }: { slug: string }) {
  const experiment = useQuery(experimentQuery(slug));
  const results = useQuery(resultsQuery(slug));
  return (
    <QueryView query={experiment} label="experiment" skeleton={<Skeleton className="h-64 w-full" />}>
      {(found) => (
        <>
          <PageHeader
            title={found.design.name}
            badge={<StatusBadge status={found.status} />}
            description={found.design.hypothesis || `${found.design.variants.length} variants of ${found.design.task}.`}
            actions={
              <>
                <TrafficActions experiment={found} results={results.data} />
                <ExportMenu path={`/experiments/${slug}/results`} filters={{}} />
                <Button onClick={() => window.print()}>
                  <Printer aria-hidden />
                  Print report
                </Button>
              </>
            }
          />
          <div className="grid grid-cols-1 gap-4">
            <StartChecks checks={found.checks} status={found.status} />
            <QueryView query={results} label="results" skeleton={<Skeleton className="h-96 w-full" />}>
              {(known) => <Results experiment={found} results={known} />}
            </QueryView>
            <DesignCard experiment={found} />
          </div>
        </>
      )}
    </QueryView>
  );
}

function Results({ experiment, results }: { experiment: ExperimentWithChecks; results: ExperimentResults }) {
  if (experiment.status === "draft") return null;
  const { sampleRatio, size, segments } = results;
  return (
    <>
      {sampleRatio.isMismatch && (
        <Alert tone="danger" title="Units did not arrive in the planned shares">
          Assignment or recording loses units of one variant (p = {sampleRatio.p?.toPrecision(2)}). No result counts
          until the cause is found.
        </Alert>
      )}
      <p className="hidden text-sm text-muted-foreground print:block">
        As of <Time at={results.at} mode="absolute" />
        {experiment.startedAt && (
          <>
            , started <Time at={experiment.startedAt} mode="absolute" />
          </>
        )}
        , phase {results.phase}.
      </p>
      <VerdictCard experiment={experiment} results={results} />
      <div className="grid grid-cols-1 gap-3 min-[420px]:grid-cols-2 xl:grid-cols-4">
        <MetricCard
          label={`${UNITS[experiment.design.unit]} that take part`}
          value={formatCount(results.units)}
          hint={`phase ${results.phase}`}
        />
        <MetricCard
          label="Planned size"
          value={size.planned === null ? "not planned" : formatPercent(Math.min(1, size.smallest / size.planned))}
          hint={
            size.planned === null
              ? undefined
              : `${formatCount(size.smallest)} of ${formatCount(size.planned)} in the smallest variant`
          }
        />
        <MetricCard
          label="Until the planned size"
          value={size.daysLeft === null ? (size.planned === null ? "not planned" : "unknown") : daysText(size.daysLeft)}
          hint={size.perDay === null ? undefined : `${formatCount(Math.round(size.perDay))} units a day`}
        />
        <MetricCard
          label="Sample ratio"
          value={sampleRatio.p === null ? "not checked" : sampleRatio.isMismatch ? "broken" : "as planned"}
          hint={
            sampleRatio.p === null
              ? experiment.design.kind === "bandit"
                ? "a bandit moves its shares"
                : "needs units"
              : `p = ${sampleRatio.p.toPrecision(2)}`
          }
        />
      </div>
      <EffectsCard experiment={experiment} results={results} />
      <LooksCard experiment={experiment} results={results} />
      <VariantsCard results={results} />
      {segments.length > 0 && <SegmentsCard experiment={experiment} results={results} />}
      <PreferencesCard results={results} />
      <SamplesCard slug={experiment.slug} isGateway={experiment.design.assignment === "gateway"} />
      <Card>
        <CardHeader>
          <CardTitle>Course</CardTitle>
          <CardDescription>
            {experiment.startedAt ? (
              <>
                Started <Time at={experiment.startedAt} />
              </>
            ) : (
              "Not started"
            )}
            {experiment.phase > 1 && experiment.phaseStartedAt && (
              <>
                , phase {experiment.phase} since <Time at={experiment.phaseStartedAt} />
              </>
            )}
            {experiment.stoppedAt && (
              <>
                , stopped <Time at={experiment.stoppedAt} />
              </>
            )}
            .
          </CardDescription>
        </CardHeader>
        <CardContent className="text-sm text-muted-foreground">
          Every step is in the audit log with who took it and why.
          {experiment.design.assignment === "gateway" && (
            <span data-print="hide">
              {" "}
              <Link href="/alerts/rules?new=lost_variants" className="text-accent-text hover:underline">
                Be told when a variant loses its model
              </Link>
              .
            </span>
          )}
        </CardContent>
      </Card>
    </>
  );
}

const UNITS = { request: "Requests", session: "Sessions", user: "Users" } as const;

const daysText = (days: number): string =>
  days === 0 ? "reached" : days < 1 ? "less than a day" : `${formatCount(Math.ceil(days))} days`;
