"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { budgetStatesQuery } from "@/lib/client/budgets";
import { providerHealthQuery } from "@/lib/client/provider-health";
import { trainingRunsQuery } from "@/lib/client/training";
import type { MetricsReport, SystemHealth } from "@/lib/executions/schemas";
import { listConcerns, type Concern } from "./list-concerns";

const STATUS = {
  healthy: { text: "Healthy", tone: "success" },
  degraded: { text: "Degraded", tone: "warning" },
  unhealthy: { text: "Unhealthy", tone: "danger" },
} as const satisfies Record<SystemHealth["status"], object>;

/** What a person should look at, each with the page that solves it. */
export function ConcernsCard({ report }: { report: MetricsReport }) {
  const circuits = useQuery(providerHealthQuery());
  const budgets = useQuery(budgetStatesQuery());
  const runs = useInfiniteQuery(trainingRunsQuery());
  const { health, byModel } = report;
  const concerns = listConcerns({
    health,
    byModel,
    circuits: circuits.data ?? [],
    budgets: budgets.data ?? [],
    trainingRuns: runs.data?.pages.flatMap(({ data }) => data) ?? [],
  });
  const isUnsure = circuits.isError || budgets.isError || runs.isError;
  return (
    <Card>
      <CardHeader>
        <CardTitle>Needs attention</CardTitle>
        <span className="ml-auto text-xs text-muted-foreground">
          Last hour: <Badge tone={STATUS[health.status].tone}>{STATUS[health.status].text}</Badge>
        </span>
      </CardHeader>
      <CardContent>
        {concerns.length === 0 ? (
          <p className="flex items-center gap-2 text-sm text-muted-foreground">
            <CircleCheck aria-hidden className="size-4 shrink-0 text-success" />
            {health.reasons[0]?.message ??
              "Nothing: no open circuit, no budget near its limit, no unknown price, no failed training"}
            .
          </p>
        ) : (
          <ul aria-label="Needs attention" className="grid gap-1">
            {concerns.map((concern) => (
              <ConcernRow key={concern.id} {...concern} />
            ))}
          </ul>
        )}
        {isUnsure && (
          <p className="mt-2 text-xs text-muted-foreground">
            Circuits, budgets or training runs could not be asked just now.
          </p>
        )}
      </CardContent>
    </Card>
  );
}

function ConcernRow({ tone, text, href, action }: Concern) {
  const Icon = tone === "danger" ? CircleAlert : TriangleAlert;
  return (
    <li className="flex flex-wrap items-start gap-x-3 text-sm sm:flex-nowrap">
      <Icon aria-hidden className={tone === "danger" ? DANGER : WARNING} />
      <span className="min-w-0 flex-1 basis-48 py-1 break-words">{text}</span>
      <Link href={href} className={LINK}>
        {action}
      </Link>
    </li>
  );
}

const ICON = "mt-1.5 size-4 shrink-0";
const DANGER = `${ICON} text-danger`;
const WARNING = `${ICON} text-warning`;
const LINK = "inline-flex shrink-0 items-center py-1 text-accent-text hover:underline pointer-coarse:min-h-11";
