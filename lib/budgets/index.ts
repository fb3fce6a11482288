export { budgetColumns, budgetEventColumns } from "./budget-columns";
export { budgetShareByDay } from "./budget-share-by-day";
export { createBudget } from "./create-budget";
export { createBudgets } from "./create-budgets";
export { deleteBudget, restoreBudget } from "./delete-budget";
export { getBudget } from "./get-budget";
export { eachBudgetCrossing, listBudgetEvents } from "./list-budget-events";
export { listBudgets } from "./list-budgets";
export { updateBudget } from "./update-budget";
