import { DataTable } from "@/components/data/data-table";
import type { DataColumn } from "@/components/data/data-column";
import type { BudgetWindow, PastBudgetWindow } from "@/lib/budgets/schemas";
import { formatCount, formatPercent, formatUsd } from "@/lib/client/format";

type Window = BudgetWindow | PastBudgetWindow;

type BudgetWindowsProps = {
  windows: readonly Window[];
  /** For windows that do not tell their own. */
  limitUsd: number;
  /** What tells the rows apart. */
  first: "from" | "user";
};

export function BudgetWindows({ windows, limitUsd, first }: BudgetWindowsProps) {
  const columns: DataColumn<Window>[] = [
    {
      id: first,
      header: first === "user" ? "User" : "From",
      isPrimary: true,
      cell: (window) => (first === "user" ? window.user : window.from.slice(0, 10)),
    },
    { id: "spent", header: "Spent", align: "right", cell: ({ spentUsd }) => formatUsd(spentUsd) },
    {
      id: "share",
      header: "Of the limit",
      align: "right",
      cell: (window) =>
        `${formatPercent(window.share)} of ${formatUsd("limitUsd" in window ? window.limitUsd : limitUsd)}`,
    },
    { id: "calls", header: "Calls", align: "right", cell: ({ calls }) => formatCount(calls) },
  ];
  return (
    <DataTable
      label={first === "user" ? "Users" : "Earlier periods"}
      rows={windows}
      columns={columns}
      rowKey={({ from, user }) => `${from}|${user}`}
    />
  );
}
