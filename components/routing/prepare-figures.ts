import { formatPercent } from "@/lib/client/format";
import type { RoutingPolicy } from "@/lib/routing/schemas";

type Figures = NonNullable<RoutingPolicy["evidence"]>["chosen"];

const KINDS = {
  constant: "One model",
  prompt: "By prompt",
  cascade: "Cascade",
} as const satisfies Record<Figures["kind"], string>;

/** A policy's figures in words; quality and cost are shares of the best single model's. */
export const prepareFigures = (figures: Figures) => ({
  kind: KINDS[figures.kind],
  description: figures.description,
  quality: `${formatPercent(figures.qualityPercent / 100)} ± ${formatPercent(figures.qualityPercentError / 100)}`,
  cost: figures.costPercent === null ? "unknown" : formatPercent(figures.costPercent / 100),
  calls: figures.callsPerPrompt.toFixed(2),
});
