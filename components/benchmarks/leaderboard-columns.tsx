import type { DataColumn } from "@/components/data/data-column";
import type { LeaderboardRow } from "@/lib/benchmarks/schemas";
import { formatCount, formatLatency, formatPercent, formatUsd } from "@/lib/client/format";
import { EstimateCell } from "./estimate-cell";

export const LEADERBOARD_COLUMNS: DataColumn<LeaderboardRow>[] = [
  {
    id: "rank",
    header: "Rank",
    className: "whitespace-nowrap",
    cell: ({ rank, rankLow, rankHigh, score }) =>
      score === null ? (
        <span className="text-muted-foreground">none</span>
      ) : (
        <>
          <span className="font-medium">{rank}</span>{" "}
          <span
            className="text-xs text-muted-foreground"
            title="Where the model may really stand: 95 % interval over other draws of tests"
          >
            {rankLow === rankHigh ? "certain" : `${rankLow}–${rankHigh}`}
          </span>
        </>
      ),
  },
  { id: "model", header: "Model", cell: ({ model }) => <span className="break-words">{model}</span> },
  { id: "score", header: "Score", cell: ({ score }) => <EstimateCell estimate={score} /> },
  { id: "quality", header: "Quality", cell: ({ quality }) => <EstimateCell estimate={quality} /> },
  { id: "right", header: "Right", align: "right", cell: ({ passRate }) => formatPercent(passRate) },
  { id: "latency", header: "Median time", align: "right", cell: ({ latencyMsP50 }) => formatLatency(latencyMsP50) },
  { id: "cost", header: "Cost a test", align: "right", cell: ({ costUsd }) => formatUsd(costUsd) },
  {
    id: "answers",
    header: "Answers",
    align: "right",
    cell: ({ answeredCount, failedCount, skippedCount }) => (
      <>
        {formatCount(answeredCount)}
        {failedCount > 0 && <span className="text-danger"> · {formatCount(failedCount)} failed</span>}
        {skippedCount > 0 && <span className="text-warning"> · {formatCount(skippedCount)} not asked</span>}
      </>
    ),
  },
];
