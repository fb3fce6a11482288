import {
  formatCount,
  formatLatency,
  formatPercent,
  formatQuality,
  formatTokens,
  formatUsd,
  formatUsdShort,
} from "@/lib/client/format";

/** `percent` is a ratio of 0–1, `quality` 0–100, `ms` milliseconds, `usd` US dollars. */
export type ChartUnit = "count" | "usd" | "ms" | "percent" | "tokens" | "quality";

type Formatter = (value: number) => string;

/** `exact` for tooltips and tables, `short` for axes. */
export const UNITS = {
  count: { exact: formatCount, short: formatTokens },
  tokens: { exact: formatCount, short: formatTokens },
  usd: { exact: formatUsd, short: formatUsdShort },
  ms: { exact: formatLatency, short: formatLatency },
  percent: { exact: formatPercent, short: formatPercent },
  quality: { exact: formatQuality, short: formatQuality },
} as const satisfies Record<ChartUnit, { exact: Formatter; short: Formatter }>;
