"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { DatabaseZap, Trash2 } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { ConfirmDialog } from "@/components/data/confirm-dialog";
import type { DataColumn } from "@/components/data/data-column";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { formatBytes } from "@/components/data/format-bytes";
import { KeyValues } from "@/components/data/key-values";
import { MetricCard } from "@/components/data/metric-card";
import { QueryView } from "@/components/data/query-view";
import { useMay } from "@/components/layout/permissions";
import { Badge } from "@/components/ui/badge";
import { Button, buttonVariants } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { notify } from "@/components/ui/notify";
import type { CachedTask, CacheReport } from "@/lib/cache/schemas";
import { cacheQuery, purgeCache } from "@/lib/client/cache";
import { formatCount, formatDuration, formatLatency, formatPercent, formatUsd } from "@/lib/client/format";

/** What is to be purged: one task's answers, or all. */
type Target = { task: string | null; name: string };

export function CacheView({ days }: { days: number }) {
  const report = useQuery(cacheQuery(days));
  const mayWrite = useMay("write");
  const queryClient = useQueryClient();
  const [target, setTarget] = useState<Target | null>(null);
  const purge = useMutation({
    mutationFn: ({ task }: Target) => purgeCache(task),
    onSuccess: async ({ forgotten }, { name }) => {
      setTarget(null);
      notify.success(`${name}: ${formatCount(forgotten)} answers are forgotten`);
      await queryClient.invalidateQueries({ queryKey: ["cache"] });
    },
  });
  const ask = (next: Target | null) => {
    purge.reset();
    setTarget(next);
  };
  return (
    <QueryView query={report} label="the cache" skeleton={<CardSkeleton />}>
      {(found) => (
        <div className="grid gap-4">
          <Totals report={found} />
          {found.tasks.length === 0 ? (
            <Card>
              <EmptyState
                icon={DatabaseZap}
                title="No task keeps its answers"
                action={
                  <Link className={buttonVariants({ variant: "primary" })} href="/tasks">
                    Choose a task
                  </Link>
                }
              >
                Switch the cache on in a task’s configuration: equal questions are then answered at once and for
                nothing, and with meaning compared also those that ask the same.
              </EmptyState>
            </Card>
          ) : (
            <DataTable
              label="Tasks with a cache"
              rows={found.tasks}
              columns={columnsOf(mayWrite ? ask : null)}
              rowKey={({ task }) => task}
            />
          )}
          <Here report={found} onPurge={mayWrite ? () => ask({ task: null, name: "All tasks" }) : null} />
          <ConfirmDialog
            open={target !== null}
            onOpenChange={(open) => !open && ask(null)}
            title={`Purge the answers of ${target?.task ?? "all tasks"}?`}
            description="Answers kept so far are never given again, in any process. The next requests are paid like any other."
            confirmLabel="Purge answers"
            isPending={purge.isPending}
            error={purge.error}
            onConfirm={() => target && purge.mutate(target)}
          />
        </div>
      )}
    </QueryView>
  );
}

function Totals({ report: { total } }: { report: CacheReport }) {
  const hits = total.exact + total.semantic + total.shared;
  return (
    <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
      <MetricCard
        label="Hit rate"
        value={formatPercent(total.hitRate)}
        hint={`${formatCount(hits)} of ${formatCount(hits + total.miss)} requests`}
      />
      <MetricCard
        label="Saved"
        value={formatUsd(total.savedUsd)}
        hint={
          total.unpricedHits > 0
            ? `without ${formatCount(total.unpricedHits)} answers of unknown price`
            : "what these answers had cost"
        }
      />
      <MetricCard
        label="Equal questions"
        value={formatCount(total.exact)}
        hint={`${formatCount(total.shared)} more waited for an equal call`}
      />
      <MetricCard label="Same meaning" value={formatCount(total.semantic)} hint="questions in other words" />
    </div>
  );
}

const MODES = { off: "off now", exact: "equal questions", semantic: "same meaning" } as const;

function columnsOf(onPurge: ((target: Target) => void) | null): DataColumn<CachedTask>[] {
  const columns: DataColumn<CachedTask>[] = [
    {
      id: "task",
      header: "Task",
      className: "max-sm:col-span-2",
      cell: ({ task, name }) => (
        <Link href={`/tasks/${task}`} className="rounded-sm font-medium hover:underline">
          {name}
        </Link>
      ),
    },
    {
      id: "mode",
      header: "Answers again to",
      cell: ({ mode, ttlSeconds }) => (
        <>
          <Badge tone={mode === "off" ? "neutral" : "accent"}>{MODES[mode]}</Badge>{" "}
          {mode !== "off" && (
            <span className="text-xs text-muted-foreground">for {formatDuration(ttlSeconds * 1_000)}</span>
          )}
        </>
      ),
    },
    { id: "rate", header: "Hit rate", align: "right", cell: ({ hitRate }) => formatPercent(hitRate) },
    {
      id: "hits",
      header: "Hits",
      align: "right",
      cell: ({ exact, semantic, shared }) => formatCount(exact + semantic + shared),
    },
    { id: "misses", header: "Misses", align: "right", cell: ({ miss }) => formatCount(miss) },
    { id: "saved", header: "Saved", align: "right", cell: ({ savedUsd }) => formatUsd(savedUsd) },
    {
      id: "latency",
      header: "Median, hit and miss",
      align: "right",
      cell: ({ hitLatencyMsP50, missLatencyMsP50 }) =>
        `${formatLatency(hitLatencyMsP50)}, ${formatLatency(missLatencyMsP50)}`,
    },
  ];
  if (!onPurge) return columns;
  return [
    ...columns,
    {
      id: "purge",
      header: "",
      align: "right",
      cell: ({ task, name }) => (
        <Button size="icon-sm" variant="ghost" aria-label={`Purge ${name}`} onClick={() => onPurge({ task, name })}>
          <Trash2 aria-hidden />
        </Button>
      ),
    },
  ];
}

function Here({ report: { here, semanticFloor }, onPurge }: { report: CacheReport; onPurge: (() => void) | null }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>In the process that answered</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4">
        <KeyValues
          items={[
            { label: "Your answers", value: `${formatCount(here.entries)}, ${formatBytes(here.bytes)}` },
            { label: "Memory", value: `${formatBytes(here.usedBytes)} of ${formatBytes(here.maxBytes)} in use` },
            { label: "Evicted", value: `${formatCount(here.evictions)} since the start` },
            {
              label: "Redis",
              value:
                here.isRedisReachable === null
                  ? "not configured"
                  : here.isRedisReachable
                    ? "shares answers with other processes"
                    : "does not answer; nothing waits for it",
            },
            { label: "Floor of likeness", value: `${semanticFloor} (cosine); a task can only ask for more` },
          ]}
        />
        {onPurge && (
          <Button className="justify-self-start" onClick={onPurge}>
            <Trash2 aria-hidden />
            Purge all answers
          </Button>
        )}
      </CardContent>
    </Card>
  );
}
