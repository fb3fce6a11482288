import Link from "next/link";
import type { DataColumn } from "@/components/data/data-column";
import { Time } from "@/components/data/time";
import { Badge } from "@/components/ui/badge";
import { formatDuration, formatPercent } from "@/lib/client/format";
import type { TrainingRun } from "@/lib/training/schemas";
import { authorText } from "@/components/data/author-text";
import { classifierName } from "./classifiers";
import { mostAccurate } from "./prepare-results";
import { RUN_STATES, runState } from "./run-state";

export const RUN_COLUMNS: DataColumn<TrainingRun>[] = [
  {
    id: "started",
    header: "Started",
    isPrimary: true,
    cell: ({ id, createdAt }) => (
      <Link href={`/training/${id}`} className="hover:underline">
        <Time at={createdAt} />
      </Link>
    ),
  },
  {
    id: "state",
    header: "State",
    cell: (run) => {
      const { label, tone } = RUN_STATES[runState(run)];
      return <Badge tone={tone}>{label}</Badge>;
    },
  },
  { id: "task", header: "Task", cell: ({ task }) => task },
  {
    id: "classifiers",
    header: "Classifiers",
    phone: "hide",
    cell: ({ classifiers }) => classifiers.map(classifierName).join(", "),
  },
  { id: "best", header: "Most accurate", cell: bestOf },
  { id: "took", header: "Took", align: "right", className: "whitespace-nowrap", cell: tookOf },
  { id: "by", header: "By", cell: ({ createdBy }) => authorText(createdBy) },
];

function bestOf({ results, error }: TrainingRun) {
  const winners = mostAccurate(results ?? []);
  const [best] = winners;
  if (best) {
    const name = winners.length > 1 ? `${winners.length} equally` : classifierName(best.classifier);
    return `${name}, ${formatPercent(best.accuracy)}`;
  }
  return error && <span className="line-clamp-2 max-w-72 text-danger">{error.message}</span>;
}

function tookOf({ startedAt, finishedAt }: TrainingRun): string {
  return startedAt && finishedAt ? formatDuration(Date.parse(finishedAt) - Date.parse(startedAt)) : "";
}
