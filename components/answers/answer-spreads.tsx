import { Bars } from "@/components/data/bars";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { formatCount, formatPercent } from "@/lib/client/format";
import type { AnswerMetrics } from "@/lib/feedback/schemas";

const SHOWN = 10;

const SPREADS = {
  category: { title: "By category of task", empty: "No request in this time range." },
  priority: { title: "By priority", empty: "No request had a tag named priority: send `tags` with a request." },
  type: { title: "By type", empty: "No request had a tag named type: send `tags` with a request." },
} as const;

type Entry = { value: string; count: number; share: number };

/** How requests spread, and the answers of the task that was chosen. */
export function AnswerSpreads({ metrics: { distributions, labels } }: { metrics: AnswerMetrics }) {
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
      {labels && (
        <Spread
          title="By answer"
          entries={labels.entries.map(({ label, ...one }) => ({ value: label, ...one }))}
          empty="No answer of this task was a label."
          note={labels.isCut ? `The newest ${formatCount(labels.readCount)} answers.` : null}
        />
      )}
      {(Object.keys(SPREADS) as (keyof typeof SPREADS)[]).map((by) => {
        const found = distributions.find((one) => one.by === by);
        const { title, empty } = SPREADS[by];
        return (
          <Spread key={by} title={title} entries={found?.entries ?? []} empty={found?.note ?? empty} note={null} />
        );
      })}
    </div>
  );
}

type SpreadProps = { title: string; entries: readonly Entry[]; empty: string; note: string | null };

function Spread({ title, entries, empty, note }: SpreadProps) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
      </CardHeader>
      <CardContent>
        {entries.length === 0 ? (
          <p className="text-sm text-muted-foreground">{empty}</p>
        ) : (
          <Bars
            label={title}
            items={entries.slice(0, SHOWN).map(({ value, count, share }) => ({
              key: value || "none",
              label: value || "none",
              value: count,
              text: `${formatCount(count)} · ${formatPercent(share)}`,
            }))}
          />
        )}
        {entries.length > SHOWN && (
          <p className="mt-3 text-xs text-muted-foreground">
            The {SHOWN} most frequent of {formatCount(entries.length)}.
          </p>
        )}
        {note && <p className="mt-3 text-xs text-muted-foreground">{note}</p>}
      </CardContent>
    </Card>
  );
}
