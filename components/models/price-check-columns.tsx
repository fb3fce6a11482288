import { Badge } from "@/components/ui/badge";
import type { DataColumn } from "@/components/data/data-column";
import { formatCount, formatUsd } from "@/lib/client/format";
import type { ComparedPrice, PriceDifference } from "@/lib/registry/schemas";
import { PriceCheckAction } from "./price-check-action";
import { sourceText } from "./price-text";

const CLASSES: Record<PriceDifference["class"], string> = {
  inputPerMillion: "Input",
  outputPerMillion: "Output",
  cacheReadPerMillion: "Cache read",
  cacheWritePerMillion: "Cache write",
  cacheWrite1hPerMillion: "Cache write, an hour",
};

const COMPARISONS = {
  differs: { label: "differs", tone: "warning" },
  unknown_here: { label: "unknown here", tone: "warning" },
  taken_over: { label: "theirs is in use", tone: "accent" },
  same: { label: "same", tone: "outline" },
} as const satisfies Record<ComparedPrice["comparison"], { label: string; tone: string }>;

/** What is different, a line for each class; `checkId` and `bookDate` are those of the list. */
export const priceCheckColumns = (checkId: string, bookDate: string | null): DataColumn<ComparedPrice>[] => [
  {
    id: "model",
    header: "Model",
    isPrimary: true,
    cell: ({ model }) => <span className="break-all">{model}</span>,
  },
  {
    id: "comparison",
    header: "Comparison",
    cell: ({ comparison }) => <Badge tone={COMPARISONS[comparison].tone}>{COMPARISONS[comparison].label}</Badge>,
  },
  {
    id: "ours",
    header: "Ours",
    cell: ({ differences, ours }) => (
      <>
        <Lines differences={differences} side="ours" />
        <p className="text-xs text-muted-foreground">{ours ? sourceText(ours) : "no source states a price"}</p>
      </>
    ),
  },
  {
    id: "theirs",
    header: "Theirs",
    cell: ({ differences, problem, source }) => (
      <>
        {problem ? <p>cannot be used: {problem}</p> : <Lines differences={differences} side="theirs" />}
        <p className="text-xs text-muted-foreground">
          {[source ?? "source not named", bookDate && `as of ${bookDate}`].filter(Boolean).join(", ")}
        </p>
      </>
    ),
  },
  {
    id: "action",
    header: "Decision",
    cell: (row) => <PriceCheckAction checkId={checkId} row={row} />,
  },
];

function Lines({ differences, side }: { differences: readonly PriceDifference[]; side: "ours" | "theirs" }) {
  return (
    <ul className="grid gap-0.5 tabular-nums">
      {differences.map((difference) => (
        <li key={`${difference.class} ${difference.aboveInputTokens}`}>
          {CLASSES[difference.class]} {formatUsd(difference[side])}
          {difference.aboveInputTokens > 0 && (
            <span className="text-muted-foreground"> above {formatCount(difference.aboveInputTokens)} input</span>
          )}
        </li>
      ))}
    </ul>
  );
}
