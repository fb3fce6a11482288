import { formatUsd } from "@/lib/client/format";
import type { ModelPrice, PriceOverride } from "@/lib/registry/schemas";

const SOURCES = {
  price_book: "Price book",
  override: "Your own price",
  local_compute: "CPU time of this server",
  simulated: "Simulated",
} as const satisfies Record<ModelPrice["source"], string>;

/** Where a price comes from and when it was vouched for. */
export const sourceText = ({ source, asOf }: ModelPrice): string => `${SOURCES[source]}, as of ${asOf}`;

/** US dollars per million tokens of one class; what runs here costs its CPU time instead. */
export function tokenPriceText(price: ModelPrice | null, side: "inputPerMillion" | "outputPerMillion"): string {
  if (price?.perCpuHour === undefined) return formatUsd(price?.[side]);
  return side === "inputPerMillion" ? "CPU time" : `× ${formatUsd(price.perCpuHour)}/h`;
}

/** The person's price that is in force, as it would be stated again; null when the source is another one. */
export function overrideOf(price: ModelPrice | null): PriceOverride | null {
  if (price?.source !== "override") return null;
  const { inputPerMillion, outputPerMillion, cacheReadPerMillion, cacheWritePerMillion } = price;
  const { cacheWrite1hPerMillion, tiers, note } = price;
  return {
    inputPerMillion,
    outputPerMillion,
    cacheReadPerMillion,
    cacheWritePerMillion,
    ...(cacheWrite1hPerMillion !== undefined && { cacheWrite1hPerMillion }),
    ...(tiers && { tiers }),
    ...(note && { note }),
  };
}
