"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { describeError } from "@/components/data/describe-error";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { saveSuiteTest, suitesQuery } from "@/lib/client/benchmarks";
import { scorerOfTask } from "@/lib/quality/words";
import { CASE_CHECKS, readCase, type CaseCheck } from "./read-case";

export type SaveCaseDialogProps = {
  open: boolean;
  onClose: () => void;
  task: { slug: string; kind: string };
  /** What was asked. */
  input: string;
  /** What was answered. */
  output: string;
};

const NEW = "new";

/** Keeps a question with what is right as a test, so that every model can be asked it from then on. */
export function SaveCaseDialog({ open, onClose, ...asked }: SaveCaseDialogProps) {
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()}>
      <DialogContent
        title="Save as a benchmark test"
        description="Every model can then be asked this question, and its answer is judged by what you say here."
      >
        <CaseForm onClose={onClose} {...asked} />
      </DialogContent>
    </Dialog>
  );
}

function CaseForm({ onClose, task, input, output }: Omit<SaveCaseDialogProps, "open">) {
  const queryClient = useQueryClient();
  const suites = useQuery(suitesQuery());
  const own = (suites.data ?? []).filter(
    (suite) =>
      (suite.origin === "written" || suite.origin === "executions") &&
      (suite.task === null || suite.task === task.slug),
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const suite = chosen ?? own.find((one) => one.task === task.slug)?.id ?? own[0]?.id ?? NEW;
  const [name, setName] = useState(`Cases of ${task.slug}`);
  const [check, setCheck] = useState<CaseCheck>(task.kind === "classification" ? "exact" : "rubric");
  const [expected, setExpected] = useState(task.kind === "classification" ? output : "");
  const [isRight, setIsRight] = useState(true);
  const [problem, setProblem] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: (test: Parameters<typeof saveSuiteTest>[1]) =>
      saveSuiteTest(suite === NEW ? { name: name.trim() || `Cases of ${task.slug}`, task: task.slug } : suite, test),
    onSuccess: async ({ name: saved, testCount, version }) => {
      onClose();
      notify.success(`Saved in ${saved}: ${testCount} ${testCount === 1 ? "test" : "tests"}, version ${version}`);
      await queryClient.invalidateQueries({ queryKey: ["benchmarks"] });
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    const read = readCase({ input, check, expected, example: isRight ? output : null, scorer: scorerOfTask(task) });
    setProblem("problem" in read ? read.problem : null);
    if ("test" in read) save.mutate(read.test);
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <p className="max-h-24 overflow-y-auto rounded-md border p-2 text-sm break-words whitespace-pre-wrap">{input}</p>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Suite">
          {(control) => (
            <Select {...control} value={suite} onChange={({ target }) => setChosen(target.value)}>
              {own.map(({ id, name: label, testCount }) => (
                <option key={id} value={id}>
                  {label} ({testCount})
                </option>
              ))}
              <option value={NEW}>A new suite</option>
            </Select>
          )}
        </Field>
        {suite === NEW && (
          <Field label="Name of the suite">
            {(control) => (
              <Input {...control} value={name} maxLength={120} onChange={({ target }) => setName(target.value)} />
            )}
          </Field>
        )}
      </div>
      <Field
        label="An answer is right when"
        hint={check === "rubric" ? `Judged as ${scorerOfTask(task).replaceAll("_", " ")}.` : undefined}
      >
        {(control) => (
          <Select
            {...control}
            value={check}
            options={Object.entries(CASE_CHECKS).map(([value, label]) => ({ value, label }))}
            onChange={({ target }) =>
              setCheck((Object.keys(CASE_CHECKS) as CaseCheck[]).find((one) => one === target.value) ?? "rubric")
            }
          />
        )}
      </Field>
      {check !== "rubric" && (
        <Field
          label="Expected"
          required
          error={problem}
          hint={check === "mentions" ? "Separated by commas; other spellings of one word by |" : undefined}
        >
          {(control) => <Textarea {...control} value={expected} onChange={({ target }) => setExpected(target.value)} />}
        </Field>
      )}
      <Field
        label="The answer that was given is a right one"
        hint="It is kept with the test as an example, and scorers compare with it."
      >
        {(control) => (
          <Checkbox {...control} checked={isRight} onCheckedChange={(checked) => setIsRight(checked === true)} />
        )}
      </Field>
      {save.error && <Alert tone="danger">{describeError(save.error).message}</Alert>}
      <Button type="submit" variant="primary" className="justify-self-end" isPending={save.isPending}>
        Save the test
      </Button>
    </form>
  );
}
