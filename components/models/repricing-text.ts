import { formatCount, formatUsd } from "@/lib/client/format";
import type { Repricing, RepricingReport } from "@/lib/executions/schemas";

const VERBS = { preview: "would change", apply: "changed", undo: "came back" } as const satisfies Record<
  Repricing["kind"],
  string
>;

/** What a re-pricing found, in one or two sentences. */
export function repricingText({ kind, report }: Pick<Repricing, "kind" | "report">): string {
  if (!report) return "Nothing was looked at.";
  const { seen, changed, beforeUsd, afterUsd } = report;
  if (changed === 0) return `None of ${formatCount(seen)} costs ${VERBS[kind]}.${keptText(report)}`;
  const difference = afterUsd - beforeUsd;
  const sign = difference < 0 ? "−" : "+";
  return (
    `${formatCount(changed)} of ${formatCount(seen)} costs ${VERBS[kind]}: ${formatUsd(beforeUsd)} → ` +
    `${formatUsd(afterUsd)} (${sign}${formatUsd(Math.abs(difference))}).${unknownText(report)}${keptText(report)}`
  );
}

function unknownText({ becameKnown, becameUnknown }: RepricingReport): string {
  const parts = [
    becameKnown > 0 && `${formatCount(becameKnown)} unknown before`,
    becameUnknown > 0 && `${formatCount(becameUnknown)} unknown after`,
  ].filter(Boolean);
  return parts.length > 0 ? ` Costs that are not in these sums: ${parts.join(", ")}.` : "";
}

function keptText({ keptReported, keptUnmeasured, keptUnknownModel, keptChangedSince }: RepricingReport): string {
  const parts = [
    keptReported > 0 && `${formatCount(keptReported)} as they were reported`,
    keptUnmeasured > 0 && `${formatCount(keptUnmeasured)} whose tokens by model are unknown`,
    keptUnknownModel > 0 && `${formatCount(keptUnknownModel)} of models that are gone`,
    keptChangedSince > 0 && `${formatCount(keptChangedSince)} that were changed since`,
  ].filter(Boolean);
  return parts.length > 0 ? ` Left alone: ${parts.join(", ")}.` : "";
}
