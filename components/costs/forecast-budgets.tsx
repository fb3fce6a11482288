import type { DataColumn } from "@/components/data/data-column";
import { DataTable } from "@/components/data/data-table";
import { Badge } from "@/components/ui/badge";
import type { BudgetForecast } from "@/lib/budgets/schemas";
import { formatUsd } from "@/lib/client/format";

/** When each budget is used up. */
export function ForecastBudgets({ budgets }: { budgets: readonly BudgetForecast[] }) {
  return <DataTable label="Budgets" rows={budgets} columns={COLUMNS} rowKey={({ id }) => id} />;
}

const COLUMNS: DataColumn<BudgetForecast>[] = [
  {
    id: "name",
    header: "Budget",
    isPrimary: true,
    cell: ({ name, period, lastDay }) => (
      <span className="grid break-words">
        <span className="font-medium">{name}</span>
        <span className="text-xs font-normal text-muted-foreground">
          {period}, until {lastDay}
        </span>
      </span>
    ),
  },
  { id: "limit", header: "Limit", align: "right", cell: ({ limitUsd }) => formatUsd(limitUsd) },
  { id: "spent", header: "Spent", align: "right", cell: ({ spentUsd }) => formatUsd(spentUsd) },
  {
    id: "expected",
    header: "Expected at its end",
    align: "right",
    cell: ({ expectedUsd, low80Usd, high80Usd }) => (
      <span className="grid">
        {formatUsd(expectedUsd)}
        {low80Usd !== null && high80Usd !== null && (
          <span className="text-xs text-muted-foreground">
            {formatUsd(low80Usd)} to {formatUsd(high80Usd)}
          </span>
        )}
      </span>
    ),
  },
  { id: "overrun", header: "Used up", cell: overrunCell },
];

function overrunCell({ isOver, expectedDay, earliestDay, latestDay }: BudgetForecast) {
  if (isOver) return <Badge tone="danger">used up</Badge>;
  if (expectedDay)
    return (
      <span className="grid justify-items-start">
        <Badge tone="warning">{expectedDay}</Badge>
        <span className="text-xs text-muted-foreground">
          {earliestDay ?? expectedDay} to {latestDay ?? "not in time"}
        </span>
      </span>
    );
  return earliestDay ? `not expected; at the earliest ${earliestDay}` : "not expected";
}
