"use client";

import { useQuery } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { authorText } from "@/components/data/author-text";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { KeyValues } from "@/components/data/key-values";
import { QueryView } from "@/components/data/query-view";
import { Time } from "@/components/data/time";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { formatUsd } from "@/lib/client/format";
import { optimizationQuery } from "@/lib/client/optimization";
import type { OptimizationRun } from "@/lib/optimization/schemas";
import { EvidenceTable } from "./evidence-table";
import { TYPE_NAMES } from "./optimization-words";
import { RunView } from "./run-view";

/** One search with all that proves it, ready to be printed. */
export function CertificateView({ id }: { id: string }) {
  const query = useQuery(optimizationQuery(id));
  return (
    <QueryView query={query} label="optimization" skeleton={<CardSkeleton lines={10} />}>
      {(run) => (
        <>
          <PageHeader
            title={`${TYPE_NAMES[run.type]} of ${run.task}`}
            description="What was compared, on what, and what came of it."
            actions={
              <Button className="print:hidden" onClick={() => window.print()}>
                <Printer aria-hidden className="size-3.5" />
                Print
              </Button>
            }
          />
          <div className="grid grid-cols-1 gap-4">
            <Facts run={run} />
            <RunView run={run} />
            <EvidenceTable id={id} />
          </div>
        </>
      )}
    </QueryView>
  );
}

function Facts({
  run: { id, plan, result, spentUsd, createdBy, createdAt, finishedAt, baselineVersion },
}: {
  run: OptimizationRun;
}) {
  return (
    <KeyValues
      items={[
        { label: "Optimization", value: <code className="text-xs">{id}</code> },
        {
          label: "Begun",
          value: (
            <>
              by {authorText(createdBy)}, <Time at={createdAt} />
              {finishedAt && (
                <>
                  ; ended <Time at={finishedAt} />
                </>
              )}
            </>
          ),
        },
        { label: "Compared with", value: `version ${baselineVersion} of the configuration: ${plan.current}` },
        {
          label: "Tests",
          value: `${plan.suite.name}, version ${plan.suite.version}: ${plan.tests.search} searched, ${plan.tests.verify} others verified`,
        },
        { label: "Tests’ checksum", value: <code className="text-xs break-all">{plan.suite.checksum}</code> },
        ...(result
          ? [
              { label: "Data hash", value: <code className="text-xs break-all">{result.dataHash}</code> },
              { label: "Seed", value: result.seed },
              { label: "Calls", value: `${result.calls} in ${result.seconds.toFixed(1)} s` },
            ]
          : []),
        { label: "Spent", value: `${formatUsd(spentUsd)} of at most ${formatUsd(plan.budgetUsd)}` },
        {
          label: "Method",
          value:
            "Paired on the same tests; successive halving on one part, then at most two candidates verified on the other. Intervals of 95 %, corrected for the number of verified candidates; what must not get worse is bounded on one side at the same level.",
        },
      ]}
    />
  );
}
