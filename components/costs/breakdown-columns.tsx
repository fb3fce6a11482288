import Link from "next/link";
import type { DataColumn } from "@/components/data/data-column";
import { ShareBar } from "@/components/data/share-bar";
import { formatCount, formatPercent, formatTokens, formatUsd } from "@/lib/client/format";
import type { CostRow } from "@/lib/executions/schemas";
import { nameOfCostRow } from "./cost-dimensions";
import type { CostDimension } from "./cost-parameters";
import { costPerThousandUsd, isCostKnown } from "./cost-per-thousand";

const MEASURES: DataColumn<CostRow>[] = [
  {
    id: "cost",
    header: "Cost",
    align: "right",
    cell: (row) => (isCostKnown(row) ? formatUsd(row.costUsd) : "unknown"),
  },
  { id: "share", header: "Share", align: "right", cell: ({ shareOfCost }) => <ShareBar share={shareOfCost} /> },
  { id: "change", header: "Time before", align: "right", cell: ({ previousCostUsd }) => beforeText(previousCostUsd) },
  { id: "calls", header: "Calls", align: "right", cell: ({ count }) => formatCount(count) },
  {
    id: "perThousand",
    header: "Per 1,000 calls",
    align: "right",
    cell: (row) => formatUsd(costPerThousandUsd(row)),
  },
  {
    id: "tokens",
    header: "Tokens",
    align: "right",
    phone: "hide",
    cell: ({ tokens }) =>
      `${formatTokens(tokens.fresh + tokens.cacheRead + tokens.cacheWrite)} → ${formatTokens(tokens.output)}`,
  },
  {
    id: "unpriced",
    header: "Unknown price",
    align: "right",
    cell: ({ unpricedCount, count }) =>
      unpricedCount === 0 ? "none" : `${formatCount(unpricedCount)} (${formatPercent(unpricedCount / count)})`,
  },
];

/** The named column of the chosen dimension, then what its groups cost. */
export const breakdownColumns = (
  by: CostDimension,
  header: string,
  hrefOf: (row: CostRow) => string | null,
): DataColumn<CostRow>[] => [
  { id: "name", header, isPrimary: true, cell: (row) => <Name text={nameOfCostRow(by, row)} href={hrefOf(row)} /> },
  ...MEASURES,
];

function Name({ text, href }: { text: string; href: string | null }) {
  if (href === null) return <span className="break-all">{text}</span>;
  return (
    <Link className="break-all hover:underline" href={href}>
      {text}
    </Link>
  );
}

const beforeText = (usd: number | null) => (usd === null ? "–" : formatUsd(usd));
