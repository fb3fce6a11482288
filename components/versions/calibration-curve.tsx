import { formatCount, formatPercent } from "@/lib/client/format";
import type { CalibrationBin } from "@/lib/training/schemas";

const SIZE = 100;

/** How often answers of a confidence are right: on the diagonal the confidence is honest. Empty bins are gaps. */
export function CalibrationCurve({ bins, ece }: { bins: readonly CalibrationBin[]; ece: number }) {
  const known = bins.flatMap(({ confidence, accuracy, count }) =>
    confidence === null || accuracy === null ? [] : [{ confidence, accuracy, count }],
  );
  const largest = Math.max(1, ...known.map(({ count }) => count));
  return (
    <figure className="grid max-w-sm gap-2">
      <svg
        viewBox={`-2 -2 ${SIZE + 4} ${SIZE + 4}`}
        role="img"
        aria-label={`Calibration curve: confidence is off by ${formatPercent(ece)} on average`}
        className="w-full overflow-visible"
      >
        <rect width={SIZE} height={SIZE} className="fill-surface-muted stroke-border" strokeWidth={0.5} />
        <line x1={0} y1={SIZE} x2={SIZE} y2={0} className="stroke-border" strokeWidth={0.7} strokeDasharray="2 2" />
        <polyline
          points={known.map(({ confidence, accuracy }) => `${confidence * SIZE},${SIZE - accuracy * SIZE}`).join(" ")}
          fill="none"
          className="stroke-accent"
          strokeWidth={1}
        />
        {known.map(({ confidence, accuracy, count }) => (
          <circle
            key={confidence}
            cx={confidence * SIZE}
            cy={SIZE - accuracy * SIZE}
            r={1 + 2 * Math.sqrt(count / largest)}
            className="fill-accent"
          >
            <title>{`${formatCount(count)} answers of ${formatPercent(confidence)} confidence: ${formatPercent(accuracy)} right`}</title>
          </circle>
        ))}
      </svg>
      <figcaption className="text-xs text-muted-foreground">
        Confidence to the right, share of right answers upwards, both from 0 to 100 %. On the dashed line confidence is
        honest; it is off by {formatPercent(ece)} on average.
      </figcaption>
    </figure>
  );
}
