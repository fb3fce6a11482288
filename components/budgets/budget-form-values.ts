import { wrongField } from "@/components/data/wrong-field";
import type { Budget, BudgetContent } from "@/lib/budgets/schemas";

/** What the form's fields hold, as text. */
export type BudgetFormValues = {
  name: string;
  scopeRef: string;
  limitUsd: string;
  /** `2026-10-01`; `to` is the last day, included. */
  from: string;
  to: string;
  /** Percent of the limit, apart by commas. */
  alertShares: string;
  downgradeShare: string;
};

type Chosen = Pick<BudgetContent, "scope" | "period" | "enforcement">;

const DAY_MS = 24 * 3_600_000;
const REFERENCE_TEXTS = {
  task: "Choose the task",
  key: "Choose the API key",
  user: "Enter the user as your calls name it",
} as const;

/** The budget that the form describes. Throws an `ApiError` that names the field at fault. */
export function budgetOf(values: BudgetFormValues, { scope, period, enforcement }: Chosen): BudgetContent {
  const scopeRef = values.scopeRef.trim();
  if (scope in REFERENCE_TEXTS && scopeRef === "")
    throw wrongField("scopeRef", REFERENCE_TEXTS[scope as keyof typeof REFERENCE_TEXTS]);
  const isCustom = period === "custom";
  if (isCustom && values.from === "") throw wrongField("from", "Choose the first day");
  if (isCustom && values.to === "") throw wrongField("to", "Choose the last day");
  if (isCustom && values.to < values.from) throw wrongField("to", "The last day is not before the first");
  return {
    name: values.name,
    scope,
    scopeRef: scope in REFERENCE_TEXTS ? scopeRef : null,
    period,
    from: isCustom ? values.from : null,
    to: isCustom ? dayAfter(values.to) : null,
    limitUsd: numberOf(values.limitUsd, "limitUsd", "Enter an amount of US dollars, such as 50"),
    alertShares: sharesOf(values.alertShares),
    enforcement,
    downgradeShare: numberOf(values.downgradeShare || "80", "downgradeShare", "Enter a percentage, such as 80") / 100,
    isEnabled: true,
  };
}

function numberOf(text: string, field: string, message: string): number {
  const value = Number(text.trim().replace(/^\$/, ""));
  if (text.trim() === "" || !Number.isFinite(value) || value <= 0) throw wrongField(field, message);
  return value;
}

function sharesOf(text: string): number[] {
  const parts = text.split(/[,;\s%]+/).filter(Boolean);
  return parts.map((part) => numberOf(part, "alertShares", "Enter percentages apart by commas, such as 50, 80") / 100);
}

/** The form's fields for a budget that exists. */
export function formValuesOf(budget: Budget | null): BudgetFormValues {
  return {
    name: budget?.name ?? "",
    scopeRef: budget?.scopeRef ?? "",
    limitUsd: budget ? String(budget.limitUsd) : "",
    from: budget?.from?.slice(0, 10) ?? "",
    to: budget?.to ? dayBefore(budget.to) : "",
    alertShares: (budget?.alertShares ?? [0.8]).map(percent).join(", "),
    downgradeShare: percent(budget?.downgradeShare ?? 0.8),
  };
}

/** Without the tails of binary fractions. */
const percent = (share: number): string => String(Number((share * 100).toPrecision(6)));

const dayAfter = (day: string): string => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
const dayBefore = (day: string): string => new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10);

/** What a person decided of a budget: to send it again is to undo a change. */
export function contentOf(budget: Budget): BudgetContent {
  const { name, scope, scopeRef, period, from, to, limitUsd, alertShares, enforcement, downgradeShare, isEnabled } =
    budget;
  return { name, scope, scopeRef, period, from, to, limitUsd, alertShares, enforcement, downgradeShare, isEnabled };
}
