"use client";

import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import type { DataColumn } from "@/components/data/data-column";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { Time } from "@/components/data/time";
import { LiveExecutions } from "@/components/executions/live-executions";
import { ModelName } from "@/components/executions/model-name";
import { Badge } from "@/components/ui/badge";
import { formatCount, formatPercent } from "@/lib/client/format";
import type { ExecutionSummary } from "@/lib/executions/schemas";

const ExecutionDrawer = lazyOverlay(
  () => import("@/components/executions/execution-drawer").then((module) => module.ExecutionDrawer),
  ({ id }) => id !== null,
);

const ROWS = 20;

const COLUMNS: DataColumn<ExecutionSummary>[] = [
  {
    id: "input",
    header: "Input",
    isPrimary: true,
    className: "max-w-52",
    cell: ({ inputPreview }) => <span className="block max-w-52 truncate">{inputPreview || "(no text)"}</span>,
  },
  { id: "task", header: "Task", cell: ({ taskSlug }) => taskSlug },
  {
    id: "chosen",
    header: "Chosen",
    className: "min-w-36",
    cell: ({ route }) => (route ? <ModelName slug={route.model} /> : ""),
  },
  { id: "strategy", header: "Strategy", cell: ({ route }) => route?.strategy.replaceAll("_", " ") ?? "" },
  {
    id: "exploration",
    header: "Probability",
    align: "right",
    cell: ({ route }) =>
      route && (
        <span className="inline-flex items-center gap-1.5">
          {route.isExploration && <Badge tone="accent">tried to learn</Badge>}
          {formatPercent(route.propensity)}
        </span>
      ),
  },
  {
    id: "candidates",
    header: "Candidates",
    align: "right",
    phone: "hide",
    cell: ({ route }) => (route?.candidateCount === null ? "" : formatCount(route?.candidateCount)),
  },
  {
    id: "reason",
    header: "Why",
    className: "min-w-52 max-w-96",
    cell: ({ route }) => <span className="line-clamp-2 max-w-96 whitespace-normal">{route?.reason ?? ""}</span>,
  },
  { id: "when", header: "When", align: "right", cell: ({ createdAt }) => <Time at={createdAt} /> },
];

/** What the product asks itself, to test or to judge, names its model. */
const isLiveDecision = ({ route, source }: ExecutionSummary): boolean =>
  route !== null && source !== "benchmark" && source !== "judge";

/** Which model the last requests got, and why. A row opens the whole explanation. */
export function LiveDecisionsSection() {
  const [openId, setOpenId] = useQueryState("execution", parseAsString);
  return (
    <section className="grid grid-cols-1 gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-sm font-semibold">Live decisions</h2>
        <Link href="/executions?live=true" className="text-sm underline underline-offset-2">
          All executions
        </Link>
      </div>
      <LiveExecutions
        filters={{}}
        openId={openId}
        onOpen={(id) => void setOpenId(id)}
        label="Live decisions"
        columns={COLUMNS}
        isShown={isLiveDecision}
        limit={ROWS}
        empty="Requests that the router answers appear here as they come, with the model that they got and why."
      />
      <ExecutionDrawer id={openId} onClose={() => void setOpenId(null)} />
    </section>
  );
}
