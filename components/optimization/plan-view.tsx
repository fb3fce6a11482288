import { KeyValues } from "@/components/data/key-values";
import { formatCount, formatUsd } from "@/lib/client/format";
import type { OptimizationPlan } from "@/lib/optimization/schemas";

/** What would be tried, what it may cost and what it would affect. */
export function PlanView({ plan }: { plan: OptimizationPlan }) {
  const { margins } = plan;
  return (
    <div className="grid grid-cols-1 gap-3">
      <KeyValues
        items={[
          { label: "In force", value: plan.current },
          {
            label: "Tests",
            value: `${plan.suite.name}: ${plan.tests.search} to search, ${plan.tests.verify} to verify`,
          },
          {
            label: "Cost of the run",
            value: `at most ${formatUsd(Math.min(plan.expectedCostUsd, plan.budgetUsd))} by what is known of prices${plan.unpricedModels.length > 0 ? `; unknown of ${plan.unpricedModels.join(", ")}` : ""}`,
          },
          { label: "Affected", value: `${formatCount(Math.round(plan.requestsPerDay))} requests a day` },
          {
            label: "Kept",
            value: [
              `quality within ${margins.qualityPoints} points`,
              ...(margins.costShare === null ? [] : [`cost within ${Math.round(100 * margins.costShare)} %`]),
              ...(margins.latencyShare === null ? [] : [`latency within ${Math.round(100 * margins.latencyShare)} %`]),
            ].join(", "),
          },
        ]}
      />
      <div>
        <p className="text-sm font-medium">
          {plan.candidates.length === 0 ? "Nothing to try" : `${plan.candidates.length} to try`}
        </p>
        <ul className="mt-1 grid gap-1 text-sm">
          {plan.candidates.map(({ id, label, why }) => (
            <li key={id}>
              {label} <span className="text-muted-foreground">· {why}</span>
            </li>
          ))}
        </ul>
      </div>
      {plan.notes.length > 0 && (
        <ul className="list-disc pl-5 text-sm text-muted-foreground">
          {plan.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
