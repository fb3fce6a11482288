import { formatCount, formatLatency, formatPercent, formatUsd } from "@/lib/client/format";
import type { ComparedModel } from "@/lib/executions/schemas";

/** More do not fit beside each other. */
export const MAX_COMPARED = 6;
const SHOWN_AT_FIRST = 4;

type ComparedMeasure = {
  label: string;
  hint: string;
  /** One for each model, in their order. */
  cells: { text: string; isBest: boolean }[];
};

type Measure = {
  label: string;
  hint: string;
  value: (model: ComparedModel) => number | null;
  format: (value: number | null) => string;
  /** null where more is neither better nor worse. */
  better: "more" | "less" | null;
};

const MEASURES: readonly Measure[] = [
  {
    label: "Requests",
    hint: "settled in this time range",
    value: ({ count }) => count,
    format: formatCount,
    better: null,
  },
  {
    label: "Success rate",
    hint: "answered in full",
    value: ({ successRate }) => successRate,
    format: formatPercent,
    better: "more",
  },
  {
    label: "Latency, median",
    hint: "of answers in full",
    value: ({ latencyMsP50 }) => latencyMsP50,
    format: formatLatency,
    better: "less",
  },
  {
    label: "Latency, 95th percentile",
    hint: "of answers in full",
    value: ({ latencyMsP95 }) => latencyMsP95,
    format: formatLatency,
    better: "less",
  },
  {
    label: "First token",
    hint: "mean, of streams",
    value: ({ timeToFirstTokenMsAverage }) => timeToFirstTokenMsAverage,
    format: formatLatency,
    better: "less",
  },
  {
    label: "Cost of 1,000 calls",
    hint: "of known price",
    value: ({ costUsdPerCall }) => (costUsdPerCall === null ? null : costUsdPerCall * 1_000),
    format: formatUsd,
    better: "less",
  },
  {
    label: "Tokens per call",
    hint: "input and output",
    value: ({ count, inputTokens, outputTokens }) => (count === 0 ? null : (inputTokens + outputTokens) / count),
    format: formatCount,
    better: null,
  },
  {
    label: "Approved",
    hint: "of those with feedback",
    value: ({ approvalRate }) => approvalRate,
    format: formatPercent,
    better: "more",
  },
];

/** The measures beside each other. The best of a measure is marked when at least two models have it and one leads. */
export function prepareComparison(models: readonly ComparedModel[]): ComparedMeasure[] {
  return MEASURES.map(({ label, hint, value, format, better }) => {
    const values = models.map(value);
    const best = better === null ? null : bestOf(values, better);
    return { label, hint, cells: values.map((one) => ({ text: format(one), isBest: one !== null && one === best })) };
  });
}

function bestOf(values: readonly (number | null)[], better: "more" | "less"): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return null;
  const best = better === "more" ? Math.max(...known) : Math.min(...known);
  return known.filter((value) => value === best).length === 1 ? best : null;
}

/** What the intervals of quality say together, in a sentence. */
export function judgeQuality(models: readonly ComparedModel[]): string {
  const measured = models.filter(({ qualityLow }) => qualityLow !== null);
  if (measured.length < 2) return "Quality cannot be compared: fewer than two of these models have scored answers.";
  const [first, ...others] = measured.toSorted((a, b) => b.quality! - a.quality!);
  const beaten = others.filter(({ qualityHigh }) => qualityHigh! < first!.qualityLow!);
  if (beaten.length === others.length)
    return `${first!.model} is measurably the best: its interval lies above all others.`;
  if (beaten.length === 0)
    return "No difference is proven: the intervals overlap. More scored answers would narrow them.";
  const names = beaten.map(({ model }) => model).join(", ");
  return `${first!.model} is measurably better than ${names}; the intervals of the others overlap with its own.`;
}

/** The asked ones, in the order of the answer; without a wish the busiest four. */
export function chosenModels(models: readonly ComparedModel[], asked: readonly string[]): ComparedModel[] {
  const wanted = models.filter(({ model }) => asked.includes(model)).slice(0, MAX_COMPARED);
  return wanted.length > 0 ? wanted : models.slice(0, SHOWN_AT_FIRST);
}
