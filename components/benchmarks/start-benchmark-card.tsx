"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import type { SuiteSummary } from "@/lib/benchmarks/schemas";
import { isApiError, newIdempotencyKey } from "@/lib/client/api";
import { startBenchmark } from "@/lib/client/benchmarks";
import type { Model } from "@/lib/registry/schemas";
import { ChoiceList } from "./choice-list";
import { firstChoice } from "./first-choice";
import { readStartForm, type StartProblem } from "./read-start-form";

type StartBenchmarkCardProps = { suites: readonly SuiteSummary[]; models: readonly Model[] };

export function StartBenchmarkCard({ suites, models }: StartBenchmarkCardProps) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const [first] = useState(() => firstChoice(suites, models));
  const [chosenSuites, setChosenSuites] = useState(first.suites);
  const [chosenModels, setChosenModels] = useState(first.models);
  const [isStopping, setIsStopping] = useState(false);
  const [problem, setProblem] = useState<StartProblem | null>(null);
  const [idempotencyKey, setIdempotencyKey] = useState(newIdempotencyKey);
  const start = useMutation({
    mutationFn: (wish: Parameters<typeof startBenchmark>[0]) => startBenchmark(wish, idempotencyKey),
    onSuccess: (run) => {
      setIdempotencyKey(newIdempotencyKey());
      notify.success("The benchmark started", {
        action: { label: "Follow", onPress: () => router.push(`/benchmarks/${run.id}`) },
      });
      return queryClient.invalidateQueries({ queryKey: ["benchmarks", "runs"] });
    },
    onError: (error) => {
      setIdempotencyKey(newIdempotencyKey());
      if (isApiError(error) && error.field) setProblem({ field: error.field, message: error.message });
    },
  });
  const errorAt = (field: string) => (problem?.field === field ? problem.message : null);
  const runningId = runIdOf(start.error);
  const judges = models.filter(({ kind }) => kind === "chat");
  // What was deleted meanwhile cannot be asked.
  const usable = new Set(suites.map(({ id }) => id));

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const read = readStartForm({
      suites: [...chosenSuites].filter((id) => usable.has(id)),
      models: [...chosenModels],
      limit: String(fields.get("spendLimitUsd") ?? ""),
      judge: String(fields.get("judgeModel") ?? ""),
    });
    if ("problem" in read) return setProblem(read.problem);
    setProblem(null);
    start.mutate({ ...read.values, stopsWhenDecided: isStopping });
  }

  return (
    <Card>
      <CardHeader>
        <CardTitle>Run a benchmark</CardTitle>
        <CardDescription>
          Every model is asked every test, in the background. Answers cost what the models cost; a cancelled run keeps
          them.
        </CardDescription>
      </CardHeader>
      <CardContent>
        <form noValidate onSubmit={onSubmit} className="grid gap-4">
          <div className="grid gap-4 md:grid-cols-2">
            <ChoiceList
              legend="Suites"
              field="suites"
              choices={suites.map(({ id, name, testCount, task }) => ({
                value: id,
                label: name,
                hint: `${testCount} tests${task ? ` of the task ${task}` : ""}`,
              }))}
              chosen={chosenSuites}
              onChange={setChosenSuites}
              error={errorAt("suites")}
            />
            {models.length === 0 ? (
              <Alert tone="warning" title="No model can be asked now">
                <Link href="/settings/providers" className="underline underline-offset-2">
                  Add a provider
                </Link>{" "}
                first.
              </Alert>
            ) : (
              <ChoiceList
                legend="Models"
                field="models"
                choices={models.map(({ slug }) => ({ value: slug, label: slug }))}
                chosen={chosenModels}
                onChange={setChosenModels}
                error={errorAt("models")}
              />
            )}
          </div>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field
              label="Spending limit, US dollars"
              hint="The run ends when its answers have cost so much. Empty: no limit."
              error={errorAt("spendLimitUsd")}
            >
              {(control) => <Input {...control} name="spendLimitUsd" inputMode="decimal" defaultValue="5" />}
            </Field>
            {judges.length > 0 && (
              <Field
                label="Judge"
                hint="A chat model that reads the answers to tests without a rule. It takes no part, and its calls count towards the limit."
                error={errorAt("judgeModel")}
              >
                {(control) => (
                  <Select
                    {...control}
                    name="judgeModel"
                    defaultValue=""
                    options={[
                      { value: "", label: "None" },
                      ...judges.map(({ slug }) => ({ value: slug, label: slug })),
                    ]}
                  />
                )}
              </Field>
            )}
            <div className="flex items-start gap-3">
              <Switch id="stops" checked={isStopping} onCheckedChange={setIsStopping} className="mt-0.5" />
              <div className="grid gap-0.5">
                <Label htmlFor="stops">End when the order is certain</Label>
                <p className="text-xs text-muted-foreground">
                  Saves tests, and with them money, where models differ much.
                </p>
              </div>
            </div>
          </div>
          {start.error && !problem && (
            <Alert
              tone={runningId ? "warning" : "danger"}
              action={
                runningId && (
                  <Link href={`/benchmarks/${runningId}`} className="underline underline-offset-2">
                    Open the running one
                  </Link>
                )
              }
            >
              {start.error.message}
            </Alert>
          )}
          <Button type="submit" variant="primary" className="justify-self-start" isPending={start.isPending}>
            Run benchmark
          </Button>
        </form>
      </CardContent>
    </Card>
  );
}

/** The run that stands in the way, when the server names one. */
function runIdOf(error: unknown): string | null {
  if (!isApiError(error) || typeof error.details !== "object" || error.details === null) return null;
  return "runId" in error.details && typeof error.details.runId === "string" ? error.details.runId : null;
}
