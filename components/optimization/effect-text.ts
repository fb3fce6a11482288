import { formatUsd } from "@/lib/client/format";
import type { RecommendationContent } from "@/lib/optimization/schemas";

/** What a proposal is expected to bring, with its interval where one is known. */
export function effectText(effect: RecommendationContent["effect"]): string {
  if (!effect) return "not known before it is verified";
  const { what, mean, low, high } = effect;
  const text = (value: number) => (what === "usd_a_month" ? formatUsd(value) : value.toFixed(1));
  const unit = what === "usd_a_month" ? "less a month" : "points of quality more";
  const interval = low === null || high === null ? "" : ` (${text(low)} to ${text(high)})`;
  return `${text(mean)} ${unit}${interval}`;
}
