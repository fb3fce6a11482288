import Link from "next/link";
import type { DataColumn } from "@/components/data/data-column";
import { Time } from "@/components/data/time";
import { Badge } from "@/components/ui/badge";
import type { BenchmarkRun } from "@/lib/benchmarks/schemas";
import { formatDuration } from "@/lib/client/format";
import { RUN_STATES, runState, suitesText } from "./run-words";

export const RUN_COLUMNS: DataColumn<BenchmarkRun>[] = [
  {
    id: "started",
    header: "Started",
    isPrimary: true,
    cell: ({ id, createdAt }) => (
      <Link href={`/benchmarks/${id}`} className="hover:underline">
        <Time at={createdAt} />
      </Link>
    ),
  },
  {
    id: "state",
    header: "State",
    cell: (run) => {
      const { label, tone } = RUN_STATES[runState(run)];
      return (
        <span className="inline-flex flex-wrap gap-1">
          <Badge tone={tone}>{label}</Badge>
          {run.isPartial && <Badge tone="warning">Partial</Badge>}
        </span>
      );
    },
  },
  { id: "suites", header: "Suites", cell: suitesText },
  { id: "models", header: "Models", align: "right", cell: ({ models }) => models.length },
  {
    id: "took",
    header: "Took",
    align: "right",
    className: "whitespace-nowrap",
    cell: ({ startedAt, finishedAt }) =>
      startedAt && finishedAt ? formatDuration(Date.parse(finishedAt) - Date.parse(startedAt)) : "",
  },
  {
    id: "by",
    header: "By",
    cell: ({ trigger, createdBy }) => (trigger === "schedule" ? "the schedule" : createdBy),
  },
];
