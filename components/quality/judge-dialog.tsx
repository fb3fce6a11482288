"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { describeError } from "@/components/data/describe-error";
import { NumberField } from "@/components/data/number-field";
import { QueryView } from "@/components/data/query-view";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Label } from "@/components/ui/label";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { putJudge } from "@/lib/client/judging";
import { modelsQuery } from "@/lib/client/models";
import { tasksQuery } from "@/lib/client/tasks";
import type { JudgeSetting } from "@/lib/judging/schemas";
import type { Model, Task } from "@/lib/registry/schemas";
import { readJudgeForm, type JudgeForm as Form, type JudgeProblem } from "./read-judge-form";

export type JudgeDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What is changed; null for a new one. */
  judge: JudgeSetting | null;
};

export function JudgeDialog({ open, onOpenChange, judge }: JudgeDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      {open && (
        <DialogContent
          title={judge ? `Judge of ${judge.task}` : "Choose a judge"}
          description="A model looks at a share of the task's answers. Every look is a call that costs what the model costs."
        >
          <FormWithChoices judge={judge} onDone={() => onOpenChange(false)} />
        </DialogContent>
      )}
    </Dialog>
  );
}

type FormProps = { judge: JudgeSetting | null; onDone: () => void };

function FormWithChoices(props: FormProps) {
  const tasks = useQuery(tasksQuery({ kind: "generation" }));
  const models = useQuery(modelsQuery({ kind: "chat" }));
  return (
    <QueryView query={tasks} label="tasks" skeleton={<CardSkeleton lines={5} />}>
      {(allTasks) => (
        <QueryView query={models} label="models" skeleton={<CardSkeleton lines={5} />}>
          {(allModels) => <JudgeForm {...props} tasks={allTasks} models={allModels} />}
        </QueryView>
      )}
    </QueryView>
  );
}

function JudgeForm({ judge, onDone, tasks, models }: FormProps & { tasks: readonly Task[]; models: readonly Model[] }) {
  const queryClient = useQueryClient();
  const [form, setForm] = useState<Form>({
    task: judge?.task ?? "",
    model: judge?.model ?? "",
    sharePercent: 100 * (judge?.share ?? 0.05),
    dailyLimitUsd: judge?.dailyLimitUsd ?? 1,
    movesQuality: judge?.movesQuality ?? false,
  });
  const [problem, setProblem] = useState<JudgeProblem | null>(null);
  const save = useMutation({
    mutationFn: ({ task, values }: { task: string; values: Parameters<typeof putJudge>[1] }) => putJudge(task, values),
    onSuccess: async ({ task, model }) => {
      onDone();
      notify.success(`${model} judges ${task}`);
      await queryClient.invalidateQueries({ queryKey: ["judging"] });
    },
  });
  const change = (part: Partial<Form>) => {
    setForm({ ...form, ...part });
    setProblem(null);
  };
  const errorAt = (field: keyof Form) => (problem?.field === field ? problem.message : null);

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    const read = readJudgeForm(form);
    if ("problem" in read) return setProblem(read.problem);
    save.mutate(read);
  }

  return (
    <form noValidate onSubmit={onSubmit} className="grid grid-cols-1 gap-4">
      <Field label="Task" error={errorAt("task")}>
        {(control) => (
          <Select
            {...control}
            disabled={judge !== null}
            value={form.task}
            onChange={(event) => change({ task: event.target.value })}
            options={[
              { value: "", label: "Choose" },
              ...tasks.map(({ slug, name }) => ({ value: slug, label: `${name} (${slug})` })),
            ]}
          />
        )}
      </Field>
      <Field
        label="Model that judges"
        hint="Best one that does not answer this task itself: no model judges its own answers."
        error={errorAt("model")}
      >
        {(control) => (
          <Select
            {...control}
            value={form.model}
            onChange={(event) => change({ model: event.target.value })}
            options={[{ value: "", label: "Choose" }, ...models.map(({ slug }) => ({ value: slug, label: slug }))]}
          />
        )}
      </Field>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <NumberField
          label="Share of answers, %"
          hint="0: only when you ask for it."
          error={errorAt("sharePercent")}
          value={form.sharePercent}
          onChange={(sharePercent) => change({ sharePercent })}
        />
        <NumberField
          label="Daily limit, US dollars"
          hint="From midnight to midnight (UTC)."
          error={errorAt("dailyLimitUsd")}
          value={form.dailyLimitUsd}
          onChange={(dailyLimitUsd) => change({ dailyLimitUsd })}
        />
      </div>
      <div className="flex items-start gap-3">
        <Switch
          id="moves-quality"
          checked={form.movesQuality}
          onCheckedChange={(movesQuality) => change({ movesQuality })}
          className="mt-0.5"
        />
        <div className="grid gap-0.5">
          <Label htmlFor="moves-quality">Let its score count as quality</Label>
          <p className="text-xs text-muted-foreground">
            Of answers that no person has judged. The router then learns from it, so look at the calibration first.
          </p>
        </div>
      </div>
      {save.error && <Alert tone="danger">{describeError(save.error).message}</Alert>}
      <Button type="submit" variant="primary" className="justify-self-end" isPending={save.isPending}>
        Save
      </Button>
    </form>
  );
}
