import { Progress } from "@/components/ui/progress";
import type { Budget } from "@/lib/budgets/schemas";
import { formatPercent, formatUsd } from "@/lib/client/format";
import { stateText } from "./budget-words";

const BAR_TONES = { success: "success", warning: "warning", danger: "danger" } as const;

/** Spent of the limit, with what is set aside for calls under way. */
export function SpentBar({ budget }: { budget: Budget }) {
  const { current, limitUsd, name } = budget;
  const { tone } = stateText(budget);
  const share = current?.share ?? 0;
  const bar = tone in BAR_TONES ? BAR_TONES[tone as keyof typeof BAR_TONES] : "accent";
  return (
    <span className="grid min-w-40 gap-1">
      <span className="flex items-baseline justify-between gap-3 text-sm tabular-nums">
        <span>
          {formatUsd(current?.spentUsd ?? 0)} of {formatUsd(limitUsd)}
        </span>
        <span className="text-muted-foreground">{formatPercent(share)}</span>
      </span>
      <Progress value={share} label={`Spent of ${name}`} tone={bar} />
      {current !== null && current.reservedUsd > 0 && (
        <span className="text-xs text-muted-foreground">{formatUsd(current.reservedUsd)} held for calls under way</span>
      )}
      {current?.user && (
        <span className="text-xs break-all text-muted-foreground">by {current.user}, who spent most</span>
      )}
    </span>
  );
}
