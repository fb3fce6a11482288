import type { CostRow } from "@/lib/executions/schemas";
import type { CostDimension } from "./cost-parameters";

type DimensionWords = {
  /** Above the column. */
  header: string;
  /** What executions without a value are called. */
  missing: string;
  /** The filter of the executions page that a value leads to; null when it has none. */
  filter: "model" | "task" | "source" | "status" | "user" | null;
};

/** In the order in which they are offered. */
export const COST_DIMENSION_WORDS = {
  model: { header: "Model", missing: "no model", filter: "model" },
  task: { header: "Task", missing: "no task", filter: "task" },
  user: { header: "User", missing: "no user named", filter: "user" },
  key: { header: "API key", missing: "no key: the dashboard", filter: null },
  tag: { header: "Tag", missing: "no tag", filter: null },
  provider: { header: "Provider", missing: "no provider", filter: null },
  category: { header: "Category", missing: "no category", filter: null },
  source: { header: "Source", missing: "no source", filter: "source" },
  status: { header: "Outcome", missing: "unknown", filter: "status" },
  version: { header: "Model version", missing: "no version", filter: null },
} as const satisfies Record<CostDimension, DimensionWords>;

/** What people call a row. A key that was deleted has only its id. */
export function nameOfCostRow(by: CostDimension, { value, label }: Pick<CostRow, "value" | "label">): string {
  if (value === "") return COST_DIMENSION_WORDS[by].missing;
  if (label !== null) return label;
  return by === "key" ? `deleted key ${value.slice(0, 8)}` : value;
}
