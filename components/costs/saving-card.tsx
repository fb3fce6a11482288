import Link from "next/link";
import { KeyValues } from "@/components/data/key-values";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardContent } from "@/components/ui/card";
import { toSearch } from "@/lib/client/api";
import { formatCount, formatQuality, formatUsd } from "@/lib/client/format";
import type { MeasuredQuality, Substitution } from "@/lib/executions/schemas";

/** One model in place of another at a task: what it would have saved, on what evidence, and where to change it. */
export function SavingCard({ substitution }: { substitution: Substitution }) {
  const { task, model, alternative, explanation, savingUsd, costUsd, alternativeCostUsd, callCount } = substitution;
  const { quality, alternativeQuality } = substitution;
  return (
    <li>
      <Card>
        <CardContent className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,1fr)_auto]">
          <div className="grid gap-2">
            <h2 className="text-base font-semibold">
              {formatUsd(savingUsd)} less with {alternative} for {task}
            </h2>
            <p className="max-w-prose text-sm text-muted-foreground">{explanation}</p>
            <KeyValues
              className="mt-1"
              items={[
                { label: model, value: `${formatUsd(costUsd)} for ${formatCount(callCount)} calls, ${score(quality)}` },
                { label: alternative, value: `${formatUsd(alternativeCostUsd)}, ${score(alternativeQuality)}` },
              ]}
            />
          </div>
          <div className="flex flex-wrap items-start gap-2 lg:flex-col lg:items-stretch">
            <Link href={`/tasks/${encodeURIComponent(task)}`} className={buttonVariants({ variant: "primary" })}>
              Apply in the task&apos;s configuration
            </Link>
            <Link
              href={`/models/compare?${toSearch({ task, model: [model, alternative] })}`}
              className={buttonVariants()}
            >
              Compare the two
            </Link>
          </div>
        </CardContent>
      </Card>
    </li>
  );
}

const score = (quality: MeasuredQuality | null): string =>
  quality === null
    ? "quality not measured"
    : `quality ${formatQuality(quality.mean)} (${formatQuality(quality.low)}–${formatQuality(quality.high)}, ${formatCount(quality.count)} scored)`;
