"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Sparkles } from "lucide-react";
import { useState } from "react";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { describeError } from "@/components/data/describe-error";
import { EmptyState } from "@/components/data/empty-state";
import { NumberField } from "@/components/data/number-field";
import { QueryView } from "@/components/data/query-view";
import { LOOK_ONLY, useMay } from "@/components/layout/permissions";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { newIdempotencyKey } from "@/lib/client/api";
import { isUnderWay, optimizationsQuery, previewOptimization, startOptimization } from "@/lib/client/optimization";
import { OPTIMIZATION_TYPES, type OptimizationType } from "@/lib/optimization/words";
import { TYPE_MEANINGS, TYPE_NAMES } from "./optimization-words";
import { PlanView } from "./plan-view";
import { RunView } from "./run-view";

type OptimizeTabProps = { task: string; type: OptimizationType; onType: (type: OptimizationType) => void };

/** One task, one goal, one button. */
export function OptimizeTab({ task, type, onType }: OptimizeTabProps) {
  const mayWrite = useMay("write");
  const queryClient = useQueryClient();
  const [budgetUsd, setBudgetUsd] = useState<number | null>(1);
  const runs = useQuery(optimizationsQuery(task));
  const input = { task, type, ...(budgetUsd !== null && { budgetUsd }) };
  const preview = useMutation({ mutationFn: () => previewOptimization(input) });
  const start = useMutation({
    mutationFn: () => startOptimization(input, newIdempotencyKey()),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["optimizations"] }),
  });
  const isBusy = start.isPending || (runs.data?.data.some(isUnderWay) ?? false);
  const problem = start.error ?? preview.error;

  function changed() {
    preview.reset();
    start.reset();
  }

  return (
    <div className="grid grid-cols-1 gap-4">
      <Card aria-label="What to optimize">
        <CardContent className="grid grid-cols-1 gap-4 pt-4">
          <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
            <Field label="Goal" hint={TYPE_MEANINGS[type]}>
              {(control) => (
                <Select
                  {...control}
                  value={type}
                  onChange={(event) => {
                    changed();
                    onType(OPTIMIZATION_TYPES.find((one) => one === event.target.value) ?? type);
                  }}
                  options={OPTIMIZATION_TYPES.map((value) => ({ value, label: TYPE_NAMES[value] }))}
                />
              )}
            </Field>
            <NumberField
              label="Most to spend, $"
              hint="Asking models costs what they cost; local ones nearly nothing."
              error={budgetUsd !== null && budgetUsd <= 0 && "More than 0"}
              value={budgetUsd}
              onChange={(value) => {
                changed();
                setBudgetUsd(value);
              }}
            />
          </div>
          {problem && <Alert tone="danger">{describeError(problem).message}</Alert>}
          {preview.data && <PlanView plan={preview.data} />}
          {mayWrite ? (
            <div className="flex flex-wrap justify-end gap-2">
              <Button isPending={preview.isPending} onClick={() => preview.mutate()}>
                Preview
              </Button>
              <Button variant="primary" disabled={isBusy} isPending={start.isPending} onClick={() => start.mutate()}>
                <Sparkles aria-hidden className="size-3.5" />
                Optimize
              </Button>
            </div>
          ) : (
            <p className="text-sm text-muted-foreground">{LOOK_ONLY}</p>
          )}
        </CardContent>
      </Card>
      <QueryView
        query={runs}
        label="optimizations"
        skeleton={<CardSkeleton lines={6} />}
        isEmpty={({ data }) => data.length === 0}
        empty={
          <Card>
            <EmptyState icon={Sparkles} title="Nothing was optimized yet">
              Candidates race on the task’s benchmark suite; what wins is verified on tests that the race did not see.
              Nothing is changed before you apply it.
            </EmptyState>
          </Card>
        }
      >
        {({ data }) => (
          <div className="grid grid-cols-1 gap-4">
            {data.slice(0, 1).map((run) => (
              <RunView key={run.id} run={run} />
            ))}
            {data.length > 1 && (
              <details>
                <summary className="cursor-pointer text-sm text-muted-foreground">Earlier: {data.length - 1}</summary>
                <div className="mt-2 grid grid-cols-1 gap-4">
                  {data.slice(1).map((run) => (
                    <RunView key={run.id} run={run} />
                  ))}
                </div>
              </details>
            )}
          </div>
        )}
      </QueryView>
    </div>
  );
}
