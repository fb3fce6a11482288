"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { authorText } from "@/components/data/author-text";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { KeyValues } from "@/components/data/key-values";
import { QueryView } from "@/components/data/query-view";
import { Time } from "@/components/data/time";
import { LOOK_ONLY, useMay } from "@/components/layout/permissions";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { deploymentQuery } from "@/lib/client/deployments";
import { formatCount, formatPercent } from "@/lib/client/format";
import type { DeploymentDetail, Measured } from "@/lib/deployments/schemas";
import { DeploymentSteps } from "./deployment-steps";
import { DeploymentTimeline } from "./deployment-timeline";
import { GatesTable } from "./gates-table";
import { SteerButtons } from "./steer-buttons";
import { STATES, STRATEGIES } from "./words";

/** One deployment, live while it is under way. */
export function DeploymentDetailView({ id }: { id: string }) {
  const deployment = useQuery(deploymentQuery(id));
  return (
    <QueryView query={deployment} label="deployment" skeleton={<CardSkeleton lines={8} />}>
      {(loaded) => <DeploymentCards deployment={loaded} />}
    </QueryView>
  );
}

function DeploymentCards({ deployment }: { deployment: DeploymentDetail }) {
  const mayWrite = useMay("write");
  const { state, measured, events } = deployment;
  const { label, tone } = STATES[state.status];
  return (
    <div className="grid grid-cols-1 gap-4">
      <Card>
        <CardHeader className="flex-wrap items-center gap-2">
          <CardTitle>Progress</CardTitle>
          <Badge tone={tone}>{label}</Badge>
          <span className="ml-auto flex flex-wrap gap-2">{mayWrite && <SteerButtons deployment={deployment} />}</span>
        </CardHeader>
        <CardContent className="grid gap-3">
          <DeploymentSteps deployment={deployment} />
          {"reason" in state && state.reason && <p className="text-sm">{state.reason}</p>}
          {!mayWrite && <p className="text-xs text-muted-foreground">{LOOK_ONLY}</p>}
        </CardContent>
      </Card>
      {measured && measured.gates.length > 0 && (
        <Card>
          <CardHeader>
            <CardTitle>Gates</CardTitle>
          </CardHeader>
          <CardContent className="grid gap-2">
            <GatesTable gates={measured.gates} />
            <p className="text-xs text-muted-foreground">
              Looked at <Time at={measured.at} />. Differences hold at every look, however often one looks.
              {comparedText(measured)}
            </p>
          </CardContent>
        </Card>
      )}
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        <Card>
          <CardHeader>
            <CardTitle>Timeline</CardTitle>
          </CardHeader>
          <CardContent>
            <DeploymentTimeline events={events} />
          </CardContent>
        </Card>
        <Card>
          <CardHeader>
            <CardTitle>Plan</CardTitle>
          </CardHeader>
          <CardContent>
            <KeyValues items={factsOf(deployment)} />
          </CardContent>
        </Card>
      </div>
    </div>
  );
}

function comparedText({ compared }: Measured): string {
  if (compared.count === 0) return "";
  return ` Both versions answered ${formatCount(compared.count)} requests, one of them unseen, and agreed on ${formatPercent(compared.agreement)}.`;
}

const LINK = "underline decoration-border underline-offset-2 hover:decoration-current";

function factsOf({ task, model, version, previous, plan, createdBy, createdAt, finishedAt, reason }: DeploymentDetail) {
  const versionLink = ({ id, version: name, status }: { id: string; version: string; status: string }) => (
    <>
      <Link href={`/deployments/versions/${id}`} className={LINK}>
        {model} {name}
      </Link>{" "}
      <span className="text-muted-foreground">({status} now)</span>
    </>
  );
  const isStepwise = plan.steps.length > 1;
  const facts = [
    { label: "New version", value: versionLink(version) },
    { label: "Instead of", value: previous ? versionLink(previous) : "nothing: it is the first" },
    {
      label: "Task",
      value: (
        <Link href={`/tasks/${task}`} className={LINK}>
          {task}
        </Link>
      ),
    },
    { label: "How", value: `${STRATEGIES[plan.strategy].label}. ${STRATEGIES[plan.strategy].explanation}` },
    isStepwise && {
      label: "At each share",
      value: `at least ${plan.stepMinutes} min and ${formatCount(plan.minSample)} requests`,
    },
    isStepwise &&
      plan.gates.quality && {
        label: "Quality",
        value: `at most ${formatPercent(plan.gates.quality.margin)} fewer right answers`,
      },
    { label: "Reason", value: reason || "none given" },
    {
      label: "Started",
      value: (
        <>
          <Time at={createdAt} mode="absolute" /> by {authorText(createdBy)}
        </>
      ),
    },
    finishedAt !== null && { label: "Ended", value: <Time at={finishedAt} mode="absolute" /> },
  ];
  return facts.filter((fact) => fact !== false && fact !== null);
}
