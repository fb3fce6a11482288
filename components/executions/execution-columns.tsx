import type { DataColumn } from "@/components/data/data-column";
import { Time } from "@/components/data/time";
import { formatLatency, formatTokens, formatUsd } from "@/lib/client/format";
import type { ExecutionSummary } from "@/lib/executions/schemas";
import { ExecutionStatusBadge } from "./execution-status";
import { ModelName } from "./model-name";

export const EXECUTION_COLUMNS: DataColumn<ExecutionSummary>[] = [
  {
    id: "input",
    header: "Input",
    isPrimary: true,
    className: "max-w-96",
    cell: ({ inputPreview }) => <span className="block max-w-96 truncate">{inputPreview || "(no text)"}</span>,
  },
  { id: "status", header: "Status", cell: ({ status }) => <ExecutionStatusBadge status={status} /> },
  { id: "task", header: "Task", cell: ({ taskSlug }) => taskSlug },
  { id: "model", header: "Model", cell: ({ modelSlug }) => <ModelName slug={modelSlug} /> },
  { id: "label", header: "Label", phone: "hide", cell: ({ label }) => label ?? "" },
  { id: "tokens", header: "Tokens", align: "right", phone: "hide", cell: tokensOf },
  { id: "cost", header: "Cost", align: "right", cell: ({ costUsd }) => formatUsd(costUsd) },
  { id: "latency", header: "Latency", align: "right", cell: ({ latencyMs }) => formatLatency(latencyMs) },
  { id: "time", header: "Time", align: "right", cell: ({ createdAt }) => <Time at={createdAt} /> },
];

function tokensOf({ inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens }: ExecutionSummary) {
  if (inputTokens === null) return "";
  const input = inputTokens + (cachedInputTokens ?? 0) + (cacheWriteTokens ?? 0);
  return `${formatTokens(input)} → ${formatTokens(outputTokens ?? 0)}`;
}
