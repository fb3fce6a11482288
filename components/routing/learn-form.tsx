"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { CheckList } from "@/components/data/check-list";
import { describeError } from "@/components/data/describe-error";
import { NumberField } from "@/components/data/number-field";
import { plural } from "@/components/training/plural";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import { newIdempotencyKey } from "@/lib/client/api";
import { learnPolicy } from "@/lib/client/routing";
import type { ReplaySet } from "@/lib/providers/schemas";
import type { Task } from "@/lib/registry/schemas";
import { readLearnForm, type LearnForm as Form, type LearnProblem } from "./read-learn-form";

type LearnFormProps = { tasks: readonly Task[]; recordings: readonly ReplaySet[]; onDone: () => void };

const EMPTY: Form = {
  tasks: [],
  replaySets: [],
  executionDays: 0,
  targetQualityPercent: 100,
  activate: "if_better",
};

const ACTIVATIONS: { value: Form["activate"]; label: string }[] = [
  { value: "if_better", label: "When it beats what decides today" },
  { value: "always", label: "Always" },
  { value: "never", label: "Never: I will look at it first" },
];

export function LearnForm({ tasks, recordings, onDone }: LearnFormProps) {
  const queryClient = useQueryClient();
  const [form, setForm] = useState(EMPTY);
  const [problem, setProblem] = useState<LearnProblem | null>(null);
  const [idempotencyKey, setIdempotencyKey] = useState(newIdempotencyKey);
  const learn = useMutation({
    mutationFn: (input: Parameters<typeof learnPolicy>[0]) => learnPolicy(input, idempotencyKey),
    onSuccess: async () => {
      onDone();
      notify.success("The learning has started");
      await queryClient.invalidateQueries({ queryKey: ["routing"] });
    },
  });

  function change(part: Partial<Form>) {
    setForm({ ...form, ...part });
    // Another form is another request.
    setIdempotencyKey(newIdempotencyKey());
    setProblem(null);
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    const read = readLearnForm(form);
    if ("problem" in read) return setProblem(read.problem);
    learn.mutate(read.values);
  }

  const errorAt = (field: keyof Form) => (problem?.field === field ? problem.message : null);

  return (
    <form noValidate onSubmit={onSubmit} className="grid grid-cols-1 gap-4">
      <div className="grid grid-cols-1 gap-1.5">
        <p className="text-sm font-medium">Tasks</p>
        <CheckList
          label="Tasks to route"
          items={tasks.map(({ slug, name }) => ({ value: slug, label: name, hint: slug }))}
          chosen={form.tasks}
          onChange={(chosen) => change({ tasks: chosen })}
          max={200}
        />
        {errorAt("tasks") && <Alert tone="danger">{errorAt("tasks")}</Alert>}
      </div>
      {recordings.length > 0 && (
        <div className="grid grid-cols-1 gap-1.5">
          <p className="text-sm font-medium">Recordings</p>
          <CheckList
            label="Recordings to learn from"
            items={recordings.map(({ id, name, promptCount, models }) => ({
              value: id,
              label: name,
              hint: `${plural(promptCount, "prompt")}, ${plural(models.length, "model")}`,
            }))}
            chosen={form.replaySets}
            onChange={(chosen) => change({ replaySets: chosen })}
            max={20}
          />
        </div>
      )}
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <NumberField
          label="Days of executions"
          hint="Scored ones of these tasks. 0: none."
          error={errorAt("executionDays")}
          value={form.executionDays}
          onChange={(executionDays) => change({ executionDays })}
        />
        <NumberField
          label="Quality to keep, %"
          hint="50 to 120, of the best single model's."
          error={errorAt("targetQualityPercent")}
          value={form.targetQualityPercent}
          onChange={(targetQualityPercent) => change({ targetQualityPercent })}
        />
      </div>
      <Field label="Put it in force">
        {(control) => (
          <Select
            {...control}
            value={form.activate}
            onChange={(event) => {
              const chosen = ACTIVATIONS.find(({ value }) => value === event.target.value);
              if (chosen) change({ activate: chosen.value });
            }}
            options={ACTIVATIONS}
          />
        )}
      </Field>
      {learn.error && <Alert tone="danger">{describeError(learn.error).message}</Alert>}
      <Button type="submit" variant="primary" className="justify-self-end" isPending={learn.isPending}>
        Start learning
      </Button>
    </form>
  );
}
