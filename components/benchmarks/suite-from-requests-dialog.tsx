"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { describeError } from "@/components/data/describe-error";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import { isApiError } from "@/lib/client/api";
import { suiteFromRequests } from "@/lib/client/benchmarks";
import { tasksQuery } from "@/lib/client/tasks";

export type SuiteFromRequestsDialogProps = { open: boolean; onClose: () => void };

/** A suite of what a task was really asked, judged by the task's scorer. */
export function SuiteFromRequestsDialog({ open, onClose }: SuiteFromRequestsDialogProps) {
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()}>
      <DialogContent
        title="Make a suite of requests"
        description="The newest different prompts of a task that were kept whole. Answers are judged by the task's scorer."
      >
        <RequestsForm onClose={onClose} />
      </DialogContent>
    </Dialog>
  );
}

function RequestsForm({ onClose }: { onClose: () => void }) {
  const queryClient = useQueryClient();
  const tasks = useQuery(tasksQuery());
  const [task, setTask] = useState("");
  const [count, setCount] = useState("30");
  const [days, setDays] = useState("30");
  const make = useMutation({
    mutationFn: suiteFromRequests,
    onSuccess: async ({ name, testCount }) => {
      onClose();
      notify.success(`${name}: ${testCount} tests`);
      await queryClient.invalidateQueries({ queryKey: ["benchmarks", "suites"] });
    },
  });
  const field = isApiError(make.error) ? make.error.field : undefined;
  const errorAt = (name: string) => (field === name ? describeError(make.error).message : null);

  function submit(event: FormEvent) {
    event.preventDefault();
    make.mutate({ task, tests: Number(count), days: Number(days) });
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <Field label="Task" required error={errorAt("task")}>
        {(control) => (
          <Select {...control} value={task} onChange={({ target }) => setTask(target.value)}>
            <option value="">Choose a task</option>
            {tasks.data?.map(({ slug }) => (
              <option key={slug} value={slug}>
                {slug}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Tests, at most" hint="5 to 200" error={errorAt("tests")}>
          {(control) => (
            <Input {...control} inputMode="numeric" value={count} onChange={({ target }) => setCount(target.value)} />
          )}
        </Field>
        <Field label="Of the last days" hint="1 to 365" error={errorAt("days")}>
          {(control) => (
            <Input {...control} inputMode="numeric" value={days} onChange={({ target }) => setDays(target.value)} />
          )}
        </Field>
      </div>
      {make.error && !["task", "tests", "days"].includes(field ?? "") && (
        <Alert tone="danger">{describeError(make.error).message}</Alert>
      )}
      <Button type="submit" variant="primary" className="justify-self-end" isPending={make.isPending}>
        Make the suite
      </Button>
    </form>
  );
}
