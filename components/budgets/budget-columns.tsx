import type { DataColumn } from "@/components/data/data-column";
import { Time } from "@/components/data/time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { Budget } from "@/lib/budgets/schemas";
import { ENFORCEMENT_LABELS, PERIOD_LABELS, scopeText, stateText } from "./budget-words";
import { SpentBar } from "./spent-bar";

type BudgetActions = {
  /** False for those who may only look: they see no buttons. */
  canWrite: boolean;
  onEdit: (budget: Budget) => void;
  onDelete: (budget: Budget) => void;
  onRestore: (budget: Budget) => void;
};

export function budgetColumns(actions: BudgetActions): DataColumn<Budget>[] {
  const columns: DataColumn<Budget>[] = [
    {
      id: "name",
      header: "Budget",
      isPrimary: true,
      cell: (budget) => (
        <span className="grid min-w-32 break-words">
          <span className="font-medium">{budget.name}</span>
          <span className="text-xs font-normal text-muted-foreground">{scopeText(budget)}</span>
        </span>
      ),
    },
    {
      id: "state",
      header: "State",
      cell: (budget) => {
        const { text, tone } = stateText(budget);
        return <Badge tone={tone}>{text}</Badge>;
      },
    },
    { id: "spent", header: "Spent", cell: (budget) => <SpentBar budget={budget} /> },
    {
      id: "period",
      header: "Period",
      cell: ({ period, current }) => (
        <span className="grid">
          <span>{PERIOD_LABELS[period]}</span>
          {current && (
            <span className="text-xs text-muted-foreground">
              {period === "custom" ? "ends " : "begins anew "}
              <Time at={current.to} />
            </span>
          )}
        </span>
      ),
    },
    { id: "enforcement", header: "At the limit", cell: ({ enforcement }) => ENFORCEMENT_LABELS[enforcement] },
  ];
  if (!actions.canWrite) return columns;
  return [
    ...columns,
    { id: "actions", header: "Actions", align: "right", cell: (budget) => <Buttons budget={budget} {...actions} /> },
  ];
}

function Buttons({ budget, onEdit, onDelete, onRestore }: BudgetActions & { budget: Budget }) {
  if (budget.state === "deleted") {
    return (
      <Button size="sm" onClick={() => onRestore(budget)} aria-label={`Restore ${budget.name}`}>
        Restore
      </Button>
    );
  }
  return (
    <span className="inline-flex gap-1.5">
      <Button size="sm" onClick={() => onEdit(budget)} aria-label={`Edit ${budget.name}`}>
        Edit
      </Button>
      <Button
        size="sm"
        variant="ghost"
        className="text-danger"
        onClick={() => onDelete(budget)}
        aria-label={`Delete ${budget.name}`}
      >
        Delete
      </Button>
    </span>
  );
}
