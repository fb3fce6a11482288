import type { SectionPage } from "@/components/layout/section-navigation";

/** The tabs of the costs section: one line for each page that exists. */
export const COST_PAGES: readonly SectionPage[] = [
  { href: "/costs", label: "Breakdown" },
  { href: "/costs/savings", label: "Savings" },
  { href: "/costs/budgets", label: "Budgets" },
  { href: "/costs/forecast", label: "Forecast" },
];
