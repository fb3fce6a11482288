"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryStates } from "nuqs";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { KeyValues } from "@/components/data/key-values";
import { QueryView } from "@/components/data/query-view";
import { Time } from "@/components/data/time";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import type { BenchmarkRunDetail } from "@/lib/benchmarks/schemas";
import { benchmarkRunQuery } from "@/lib/client/benchmarks";
import { formatUsd } from "@/lib/client/format";
import { BenchmarkProgress } from "./benchmark-progress";
import { CompareSection } from "./compare-section";
import { LeaderboardSection } from "./leaderboard-section";

/** Everything about one run, live while it is under way. */
export function RunDetailView({ id }: { id: string }) {
  const run = useQuery(benchmarkRunQuery(id));
  return (
    <QueryView query={run} label="benchmark run" skeleton={<CardSkeleton lines={8} />}>
      {(loaded) => <RunDetail run={loaded} />}
    </QueryView>
  );
}

function RunDetail({ run }: { run: BenchmarkRunDetail }) {
  const [chosen, setChosen] = useQueryStates({ suite: parseAsString, first: parseAsString, second: parseAsString });
  return (
    <div className="grid grid-cols-1 gap-6">
      <Card aria-label="Progress">
        <CardContent>
          <BenchmarkProgress run={run} isMain />
        </CardContent>
      </Card>
      <LeaderboardSection
        boards={run.leaderboards}
        suiteId={chosen.suite}
        onSuiteChange={(suite) => void setChosen({ suite })}
      />
      {run.models.length > 1 && (
        <CompareSection
          run={run}
          first={chosen.first}
          second={chosen.second}
          suite={run.suites.some(({ id }) => id === chosen.suite) ? chosen.suite : null}
          onChange={(change) => void setChosen(change)}
        />
      )}
      <Card>
        <CardHeader>
          <CardTitle>How it was measured</CardTitle>
        </CardHeader>
        <CardContent>
          <KeyValues items={factsOf(run)} />
        </CardContent>
      </Card>
    </div>
  );
}

function factsOf({ suites, options, spentUsd, unpricedCount, createdAt, createdBy, trigger }: BenchmarkRunDetail) {
  const { quality, speed, cost } = options.weights;
  return [
    {
      label: "Suites",
      value: suites.map(({ name, version, testCount }) => `${name} v${version} (${testCount} tests)`).join(", "),
    },
    { label: "Weights", value: `quality ${quality}, speed ${speed}, cost ${cost}` },
    {
      label: "Spent",
      value: `${formatUsd(spentUsd)}${unpricedCount > 0 ? `, and ${unpricedCount} answers of unknown cost` : ""}${
        options.spendLimitUsd === null ? ", no limit" : `, limit ${formatUsd(options.spendLimitUsd)}`
      }`,
    },
    { label: "Calls at once", value: `${options.concurrency} at each provider` },
    { label: "Asked for", value: <Time at={createdAt} mode="absolute" /> },
    { label: "By", value: trigger === "schedule" ? "the schedule" : createdBy },
  ];
}
