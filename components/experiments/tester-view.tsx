"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { describeError } from "@/components/data/describe-error";
import { KeyValues } from "@/components/data/key-values";
import { MetricCard } from "@/components/data/metric-card";
import { NumberField } from "@/components/data/number-field";
import { PageHeader } from "@/components/layout/page-header";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { choicesQuery } from "@/lib/client/choices";
import { runAaTest } from "@/lib/client/experiments";
import { formatCount, formatPercent } from "@/lib/client/format";
import type { TesterAnswer } from "@/lib/experiments/schemas";
import { BUILT_IN_MEASURES, EXPERIMENT_METHODS, isAnytime, type ExperimentMethod } from "@/lib/experiments/words";
import { METHOD_HINTS, METHOD_OPTIONS } from "./method-options";

const MEASURES = (["success", "quality", "latency", "cost"] as const).map((value) => ({
  value,
  label: BUILT_IN_MEASURES[value]!.name,
}));
type Measure = (typeof MEASURES)[number]["value"];

/** An A/A test on what was recorded: two variants that are equal for sure, judged by the same engine as every experiment. */
export function TesterView() {
  const tasks = useQuery(choicesQuery("task"));
  const [task, setTask] = useState("");
  const [measure, setMeasure] = useState<Measure>("success");
  const [method, setMethod] = useState<ExperimentMethod>("sequential");
  const [runs, setRuns] = useState<number | null>(200);
  const [looks, setLooks] = useState<number | null>(20);
  const [unitsPerVariant, setUnits] = useState<number | null>(1_000);
  const test = useMutation({ mutationFn: runAaTest });

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    test.mutate({
      task: task || (tasks.data?.[0]?.value ?? ""),
      measure,
      method,
      runs: runs ?? 200,
      looks: looks ?? 20,
      unitsPerVariant: unitsPerVariant ?? 1_000,
      seed: 1,
    });
  }

  return (
    <>
      <PageHeader
        title="Test the tester"
        description="Draws recorded executions into two equal variants, again and again, and counts how often the verdict of this very engine is wrong."
      />
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-[20rem_minmax(0,1fr)] lg:items-start">
        <Card>
          <CardContent>
            <form noValidate onSubmit={onSubmit} className="grid gap-4">
              <Field label="Task" required>
                {(control) => (
                  <Select
                    {...control}
                    value={task || (tasks.data?.[0]?.value ?? "")}
                    onChange={(event) => setTask(event.target.value)}
                    options={tasks.data ?? []}
                  />
                )}
              </Field>
              <Field label="Metric">
                {(control) => (
                  <Select
                    {...control}
                    value={measure}
                    onChange={(event) =>
                      setMeasure(MEASURES.find(({ value }) => value === event.target.value)?.value ?? "success")
                    }
                    options={MEASURES}
                  />
                )}
              </Field>
              <Field label="Method" hint={METHOD_HINTS[method]}>
                {(control) => (
                  <Select
                    {...control}
                    value={method}
                    onChange={(event) =>
                      setMethod(EXPERIMENT_METHODS.find((one) => one === event.target.value) ?? "sequential")
                    }
                    options={METHOD_OPTIONS}
                  />
                )}
              </Field>
              <NumberField label="Experiments" value={runs} onChange={setRuns} hint="20 to 500" />
              <NumberField
                label="Units of each variant"
                value={unitsPerVariant}
                onChange={setUnits}
                hint="100 to 2,000"
              />
              <NumberField
                label="Looks"
                value={looks}
                onChange={setLooks}
                hint={
                  isAnytime(method)
                    ? "How often each one is looked at"
                    : "Only the last one, at the planned size, decides"
                }
              />
              <Button type="submit" variant="primary" isPending={test.isPending}>
                Run A/A test
              </Button>
            </form>
          </CardContent>
        </Card>
        <div aria-live="polite" className="grid gap-4">
          {test.error && (
            <Alert tone="warning" title="It cannot be tested so">
              {describeError(test.error).message}
            </Alert>
          )}
          {test.data ? (
            <Answer answer={test.data} />
          ) : (
            !test.error && (
              <Alert title="Nothing was tested yet">
                A few seconds of reckoning; nothing is changed and nobody’s traffic is touched.
              </Alert>
            )
          )}
        </div>
      </div>
    </>
  );
}

function Answer({ answer }: { answer: TesterAnswer }) {
  const { rate, low, high, falseVerdicts, runs, naiveRate, alpha, recorded, pValues, isAnytime: isAtAnyLook } = answer;
  const most = Math.max(1, ...pValues);
  const isKept = low <= alpha;
  return (
    <>
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        <MetricCard
          label="Called different by this engine"
          value={formatPercent(rate)}
          hint={`${formatCount(falseVerdicts)} of ${formatCount(runs)}; at most ${formatPercent(alpha)} were promised ${isAtAnyLook ? "over all looks" : "of the one look at the end"}`}
        />
        <MetricCard
          label="By a t test at every look"
          value={formatPercent(naiveRate)}
          hint="what looking often costs elsewhere"
        />
      </div>
      <Alert tone={isKept ? "success" : "danger"} title={isKept ? "The promise holds" : "The promise does not hold"}>
        The true share lies between {formatPercent(low)} and {formatPercent(high)}, 95 % sure.
        {!isAtAnyLook &&
          " A test that looks once spends its whole level in that look, so about so many are expected; it is silent before."}
      </Alert>
      <Card>
        <CardHeader>
          <CardTitle>p values of the last look</CardTitle>
        </CardHeader>
        <CardContent className="grid gap-3">
          <div aria-hidden className="flex h-24 items-end gap-1">
            {pValues.map((count, part) => (
              <span
                key={part}
                className="flex-1 rounded-t-sm bg-accent opacity-80"
                style={{ height: `${(100 * count) / most}%` }}
              />
            ))}
          </div>
          <KeyValues
            items={[
              { label: "Counts, 0 to 1", value: pValues.map(formatCount).join(", ") },
              { label: "Drawn from", value: `${formatCount(recorded)} executions` },
            ]}
          />
          <p className="text-sm text-muted-foreground">
            Flat within chance: a single look is honest. Looking at it many times is what fools people.
          </p>
        </CardContent>
      </Card>
    </>
  );
}
