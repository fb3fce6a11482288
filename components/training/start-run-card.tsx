"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useRef, useState, type FormEvent } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { isApiError, newIdempotencyKey } from "@/lib/client/api";
import { startTraining } from "@/lib/client/training";
import type { Task } from "@/lib/registry/schemas";
import type { ClassifierKind, Dataset } from "@/lib/training/schemas";
import { CLASSIFIERS, USUAL_CLASSIFIERS } from "@/lib/training/words";
import { ClassifierChoice } from "./classifier-choice";
import { plural } from "./plural";
import { readRunForm, type RunFormProblem } from "./read-run-form";

const SEARCH_SECONDS = 60;

type StartRunCardProps = {
  /** Newest first, at least one. */
  datasets: readonly Dataset[];
  tasks: readonly Task[];
};

export function StartRunCard({ datasets, tasks }: StartRunCardProps) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [chosenKinds, setChosenKinds] = useState<readonly ClassifierKind[] | null>(null);
  const [isActivating, setIsActivating] = useState(true);
  const [isOnlyIfBetter, setIsOnlyIfBetter] = useState(false);
  const [hasCurve, setHasCurve] = useState(false);
  const [isSearching, setIsSearching] = useState(false);
  const [problem, setProblem] = useState<RunFormProblem | null>(null);
  const [idempotencyKey, setIdempotencyKey] = useState(newIdempotencyKey);
  const dataset = datasets.find(({ id }) => id === chosenId) ?? datasets[0];
  const hasAnswers = tasks.some(({ slug, kind }) => slug === dataset?.task && kind === "generation");
  const offered: readonly ClassifierKind[] = hasAnswers ? USUAL_CLASSIFIERS.generation : CLASSIFIERS;
  const usual = hasAnswers ? USUAL_CLASSIFIERS.generation : USUAL_CLASSIFIERS.classification;
  const classifiers = chosenKinds?.filter((kind) => offered.includes(kind)) ?? usual;

  const start = useMutation({
    mutationFn: (input: Parameters<typeof startTraining>[0]) => startTraining(input, idempotencyKey),
    onSuccess: async (run) => {
      setIdempotencyKey(newIdempotencyKey());
      notify.success(`Training for ${run.task} started`, {
        action: { label: "Follow", onPress: () => router.push(`/training/${run.id}`) },
      });
      await queryClient.invalidateQueries({ queryKey: ["training", "runs"] });
    },
    onError: (error) => {
      if (isApiError(error) && error.field) fail({ field: error.field, message: error.message });
    },
  });
  const runningId = runIdOf(start.error);

  function fail(found: RunFormProblem) {
    setProblem(found);
    form.current?.querySelector<HTMLElement>(`[name="${found.field}"], [data-field="${found.field}"] button`)?.focus();
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!dataset) return;
    const read = readRunForm(new FormData(event.currentTarget), classifiers);
    if ("problem" in read) return fail(read.problem);
    setProblem(null);
    start.mutate({
      ...read.values,
      task: dataset.task,
      datasetId: dataset.id,
      activate: isActivating,
      onlyIfBetter: isOnlyIfBetter,
      learningCurve: hasCurve,
      ...(isSearching && !hasAnswers && { search: { capSeconds: SEARCH_SECONDS } }),
    });
  }

  const errorAt = (field: RunFormProblem["field"]) => (problem?.field === field ? problem.message : null);

  return (
    <Card>
      <CardHeader>
        <CardTitle>Start a training run</CardTitle>
        <CardDescription>Runs on this server, in the background. You may leave the page.</CardDescription>
      </CardHeader>
      <CardContent>
        <form ref={form} noValidate onSubmit={onSubmit} className="grid gap-4">
          <Field label="Dataset" error={errorAt("datasetId")}>
            {(control) => (
              <Select
                {...control}
                name="datasetId"
                value={dataset?.id ?? ""}
                onChange={(event) => {
                  setChosenId(event.target.value);
                  setChosenKinds(null);
                }}
                options={datasets.map(({ id, name, task, rowCount }) => ({
                  value: id,
                  label: `${name} · ${task} · ${plural(rowCount, "row")}`,
                }))}
              />
            )}
          </Field>
          <ClassifierChoice
            offered={offered}
            chosen={classifiers}
            onChange={setChosenKinds}
            error={errorAt("classifiers")}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Held out to measure, %" hint="5 to 50. Never trained on." error={errorAt("validationShare")}>
              {(control) => <Input {...control} name="validationShare" inputMode="decimal" defaultValue="20" />}
            </Field>
            <Field label="Seed" hint="The same seed gives the same models." error={errorAt("seed")}>
              {(control) => <Input {...control} name="seed" inputMode="numeric" defaultValue="1" />}
            </Field>
          </div>
          <div className="flex items-start gap-3">
            <Switch id="activate" checked={isActivating} onCheckedChange={setIsActivating} className="mt-0.5" />
            <div className="grid gap-0.5">
              <Label htmlFor="activate">Let the new versions answer requests</Label>
              <p className="text-xs text-muted-foreground">
                Off: they are measured and kept, and the present versions stay.
              </p>
            </div>
          </div>
          {isActivating && (
            <div className="flex items-start gap-3">
              <Switch
                id="only-better"
                checked={isOnlyIfBetter}
                onCheckedChange={setIsOnlyIfBetter}
                className="mt-0.5"
              />
              <div className="grid gap-0.5">
                <Label htmlFor="only-better">Only those that beat the present ones</Label>
                <p className="text-xs text-muted-foreground">
                  For certain, on held-out examples. The others are kept and say why.
                </p>
              </div>
            </div>
          )}
          <div className="flex items-start gap-3">
            <Switch id="curve" checked={hasCurve} onCheckedChange={setHasCurve} className="mt-0.5" />
            <div className="grid gap-0.5">
              <Label htmlFor="curve">Learning curve</Label>
              <p className="text-xs text-muted-foreground">
                Shows whether more examples would help. Takes about twice as long.
              </p>
            </div>
          </div>
          {!hasAnswers && (
            <div className="flex items-start gap-3">
              <Switch id="search" checked={isSearching} onCheckedChange={setIsSearching} className="mt-0.5" />
              <div className="grid gap-0.5">
                <Label htmlFor="search">Look for better settings</Label>
                <p className="text-xs text-muted-foreground">
                  Tries other settings for at most {SEARCH_SECONDS} seconds first. Often nothing beats the usual ones.
                </p>
              </div>
            </div>
          )}
          {start.error && !problem && (
            <Alert
              tone={runningId ? "warning" : "danger"}
              action={
                runningId && (
                  <Link href={`/training/${runningId}`} className="underline underline-offset-2">
                    Open the running one
                  </Link>
                )
              }
            >
              {start.error.message}
            </Alert>
          )}
          <Button type="submit" variant="primary" className="justify-self-start" isPending={start.isPending}>
            Start training
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
