import Link from "next/link";
import type { DataColumn } from "@/components/data/data-column";
import { ShareBar } from "@/components/data/share-bar";
import { formatCount, formatPercent, formatUsd } from "@/lib/client/format";
import type { AnswerMetrics } from "@/lib/feedback/schemas";

type Classification = AnswerMetrics["classification"][number];
type Suggestion = AnswerMetrics["suggestions"][number];
type Measured = Pick<Classification, "task" | "count" | "successRate" | "costUsd">;

const TASK: DataColumn<Measured> = {
  id: "task",
  header: "Task",
  isPrimary: true,
  cell: ({ task }) => (
    <Link href={`/executions?task=${encodeURIComponent(task)}`} className="hover:underline">
      {task}
    </Link>
  ),
};
const COUNT: DataColumn<Measured> = {
  id: "count",
  header: "Requests",
  align: "right",
  cell: ({ count }) => formatCount(count),
};
const SUCCESS: DataColumn<Measured> = {
  id: "success",
  header: "Success",
  align: "right",
  cell: ({ successRate }) => formatPercent(successRate),
};
const COST: DataColumn<Measured> = {
  id: "cost",
  header: "Cost",
  align: "right",
  cell: ({ costUsd }) => formatUsd(costUsd),
};

export const CLASSIFICATION_COLUMNS: DataColumn<Classification>[] = [
  TASK,
  COUNT,
  { id: "accuracy", header: "Labels right", align: "right", cell: ({ accuracy }) => <ShareBar share={accuracy} /> },
  { id: "judged", header: "Judged", align: "right", cell: ({ judgedCount }) => formatCount(judgedCount) },
  { id: "confidence", header: "Confidence", align: "right", cell: ({ confidence }) => formatPercent(confidence) },
  SUCCESS,
  COST,
];

export const SUGGESTION_COLUMNS: DataColumn<Suggestion>[] = [
  TASK,
  COUNT,
  { id: "usage", header: "Used", align: "right", cell: ({ usageRate }) => <ShareBar share={usageRate} /> },
  { id: "edited", header: "Edited", align: "right", cell: ({ usage }) => formatCount(usage.edited) },
  { id: "dismissed", header: "Dismissed", align: "right", cell: ({ usage }) => formatCount(usage.dismissed) },
  { id: "helpful", header: "Helpful", align: "right", cell: ({ helpfulness }) => formatPercent(helpfulness) },
  { id: "rating", header: "Rating", align: "right", cell: ({ rating }) => rating?.toFixed(1) ?? "unknown" },
  SUCCESS,
  COST,
];
