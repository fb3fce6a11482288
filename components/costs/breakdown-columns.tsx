import type { DataColumn } from "@/components/data/data-column";
import { formatCount, formatPercent, formatUsd } from "@/lib/client/format";
import type { BreakdownRow } from "./prepare-breakdown";

const MEASURES: DataColumn<BreakdownRow>[] = [
  { id: "cost", header: "Cost", align: "right", cell: (row) => costText(row) },
  { id: "share", header: "Share", align: "right", cell: ({ shareOfCost }) => formatPercent(shareOfCost) },
  { id: "calls", header: "Calls", align: "right", cell: ({ count }) => formatCount(count) },
  {
    id: "perThousand",
    header: "Per 1,000 calls",
    align: "right",
    cell: ({ costPerThousandUsd }) => formatUsd(costPerThousandUsd),
  },
  { id: "unpriced", header: "Unknown price", align: "right", cell: ({ unpricedCount }) => formatCount(unpricedCount) },
];

/** The named column of the chosen dimension, then what its groups cost. */
export const breakdownColumns = (name: Omit<DataColumn<BreakdownRow>, "id" | "isPrimary">) => [
  { ...name, id: "name", isPrimary: true },
  ...MEASURES,
];

const costText = ({ count, costUsd, unpricedCount }: BreakdownRow) =>
  count > 0 && unpricedCount === count ? "unknown" : formatUsd(costUsd);
