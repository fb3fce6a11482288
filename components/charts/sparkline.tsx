export type SparklineProps = {
  /** Oldest first; null is a gap. */
  values: readonly (number | null)[];
  /** Read aloud; leave it out where the number beside it says the same. */
  label?: string;
};

const WIDTH = 72;
const HEIGHT = 24;
const INSET = 2;

/** Straight lines between known values; a lone value is a dot. */
export function Sparkline({ values, label }: SparklineProps) {
  const known = values.filter((value) => value !== null);
  const low = Math.min(...known);
  const span = Math.max(...known) - low;
  const x = (index: number) => INSET + (index / Math.max(1, values.length - 1)) * (WIDTH - 2 * INSET);
  const y = (value: number) =>
    span === 0 ? HEIGHT / 2 : HEIGHT - INSET - ((value - low) / span) * (HEIGHT - 2 * INSET);
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      className="shrink-0 text-accent-text"
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
    >
      {runsOf(values).map((run) => (
        <polyline
          key={run.start}
          points={run.values.map((value, offset) => `${x(run.start + offset)},${y(value)}`).join(" ")}
          fill="none"
          stroke="currentColor"
          strokeWidth={run.values.length === 1 ? 3 : 1.5}
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ))}
    </svg>
  );
}

type Run = { start: number; values: number[] };

/** The stretches between gaps. */
function runsOf(values: readonly (number | null)[]): Run[] {
  const runs: Run[] = [];
  values.forEach((value, index) => {
    if (value === null) return;
    const last = runs[runs.length - 1];
    if (last && last.start + last.values.length === index) last.values.push(value);
    else runs.push({ start: index, values: [value] });
  });
  return runs;
}
