"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { describeError } from "@/components/data/describe-error";
import { KeyValues } from "@/components/data/key-values";
import { NumberField } from "@/components/data/number-field";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { planQuery } from "@/lib/client/experiments";
import { formatCount } from "@/lib/client/format";
import { formatMetric, metricKey, type ExperimentMethod } from "@/lib/experiments/words";
import { plannedUnitsOf, primaryOf, type ExperimentDraft } from "./experiment-draft";

/** How many units it takes and how many days that is, from the task's own history or from what is stated here. */
export function PlanCard({ draft, onTake }: { draft: ExperimentDraft; onTake: (units: number) => void }) {
  const [baseline, setBaseline] = useState<number | null>(null);
  const [sd, setSd] = useState<number | null>(null);
  const primary = primaryOf(draft);
  const isReady =
    draft.task !== "" && primary.measure !== "" && draft.minimumEffect !== null && draft.minimumEffect > 0;
  const method = draft.kind === "bandit" ? "sequential" : draft.method;
  const planned = plannedUnitsOf(draft);
  const smallest = Math.min(...draft.variants.map(({ percent }) => percent ?? 0));
  const plan = useQuery({
    ...planQuery({
      task: draft.task,
      primary,
      unit: draft.unit,
      variants: draft.variants.length,
      coverage: (draft.coveragePercent ?? 100) / 100,
      minimumEffect: draft.minimumEffect ?? 1,
      method,
      ...(planned !== null && { plannedUnits: planned }),
      ...(smallest > 0 && { smallestShare: Math.min(1, smallest / 100) }),
      ...(baseline !== null && { baseline }),
      ...(sd !== null && sd > 0 && { sd }),
    }),
    enabled: isReady,
  });
  const key = metricKey(primary);
  const size = plan.data && plan.data[SIZE_FIELDS[method]];
  return (
    <Card aria-live="polite">
      <CardHeader>
        <CardTitle>Plan</CardTitle>
        <CardDescription>
          {isReady
            ? "To find the smallest difference that matters 8 times of 10."
            : "Say in step 5 which difference matters, and the size is reckoned here."}
        </CardDescription>
      </CardHeader>
      {isReady && (
        <CardContent className="grid gap-3">
          {plan.error && <Alert tone="warning">{describeError(plan.error).message}</Alert>}
          {plan.data && (
            <KeyValues
              items={[
                { label: "Now", value: formatMetric(key, plan.data.baseline) },
                { label: "Each variant", value: size === null ? "unknown" : `${formatCount(size)} units` },
                {
                  label: "Units a day",
                  value: plan.data.unitsPerDay === null ? "unknown" : formatCount(Math.round(plan.data.unitsPerDay)),
                },
                {
                  label: planned === null ? "Takes about" : `${formatCount(planned)} units take about`,
                  value: plan.data.days === null ? "unknown" : daysText(plan.data.days),
                },
              ]}
            />
          )}
          {plan.data?.reason && <p className="text-xs text-muted-foreground">{plan.data.reason}</p>}
          <div className="grid grid-cols-2 gap-3">
            <NumberField label="Baseline" value={baseline} onChange={setBaseline} placeholder="measured" />
            <NumberField label="Std. deviation" value={sd} onChange={setSd} placeholder="measured" />
          </div>
          {typeof size === "number" && (
            <Button size="sm" className="justify-self-start" onClick={() => onTake(size)}>
              Plan this size
            </Button>
          )}
        </CardContent>
      )}
    </Card>
  );
}

const SIZE_FIELDS = {
  sequential: "unitsPerVariantSequential",
  msprt: "unitsPerVariantMixture",
  fixed: "unitsPerVariant",
  rank: "unitsPerVariantRank",
} as const satisfies Record<ExperimentMethod, string>;

const daysText = (days: number): string => (days < 1 ? "less than a day" : `${formatCount(Math.ceil(days))} days`);
