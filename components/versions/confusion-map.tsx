import { useState } from "react";
import { formatCount } from "@/lib/client/format";
import type { Evaluation } from "@/lib/training/schemas";
import { prepareHeatMap, type HeatCell } from "./prepare-confusions";

/** Up to so many labels stand beside the map; more are told by pointing at a square. */
const MAX_NAMED = 24;

/** Every answer by its true label, as coloured squares: readable at 150 labels. The table beside it names the largest. */
export function ConfusionMap({ confusions }: { confusions: Evaluation["confusions"] }) {
  const { labels, cells } = prepareHeatMap(confusions);
  const [shown, setShown] = useState<HeatCell | null>(null);
  const size = labels.length;
  const isNamed = size <= MAX_NAMED;
  const mistakes = cells.filter(({ isRight }) => !isRight).reduce((sum, { count }) => sum + count, 0);
  return (
    <figure className="grid max-w-xl min-w-0 gap-2">
      <div className="flex min-w-0 gap-2">
        {isNamed && (
          <ol aria-hidden className="grid max-w-40 shrink-0 text-xs text-muted-foreground">
            {labels.map((label) => (
              <li key={label} className="flex min-h-0 items-center justify-end">
                <span className="truncate leading-none">{label}</span>
              </li>
            ))}
          </ol>
        )}
        <svg
          viewBox={`0 0 ${size} ${size}`}
          role="img"
          aria-label={`Confusion matrix of ${size} labels: ${mistakes} answers lie beside the diagonal`}
          className="aspect-square w-full min-w-0 rounded-sm border bg-surface-muted"
          shapeRendering="crispEdges"
          onPointerLeave={() => setShown(null)}
        >
          {cells.map((cell) => (
            <rect
              key={`${cell.row} ${cell.column}`}
              x={cell.column}
              y={cell.row}
              width={1}
              height={1}
              opacity={0.15 + 0.85 * cell.shade}
              className={cell.isRight ? "fill-accent" : "fill-danger"}
              onPointerEnter={() => setShown(cell)}
            >
              <title>{cellText(labels, cell)}</title>
            </rect>
          ))}
        </svg>
      </div>
      <figcaption className="min-h-8 text-xs text-muted-foreground">
        {shown
          ? cellText(labels, shown)
          : "Rows are true labels, columns what was answered, in the same order. The diagonal is right; red squares are mistakes."}
      </figcaption>
    </figure>
  );
}

function cellText(labels: readonly string[], { row, column, count, isRight }: HeatCell): string {
  if (isRight) return `${labels[row]}: ${formatCount(count)} right`;
  return `${labels[row]} was answered as ${labels[column]}: ${formatCount(count)}`;
}
