"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { describeError } from "@/components/data/describe-error";
import { QueryView } from "@/components/data/query-view";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { Suite } from "@/lib/benchmarks/schemas";
import { isApiError } from "@/lib/client/api";
import { suiteQuery, writeSuite } from "@/lib/client/benchmarks";
import { tasksQuery } from "@/lib/client/tasks";
import { readSuiteText, writeSuiteText } from "./read-suite-text";

export type WriteSuiteDialogProps = {
  /** "new", or the id of an own suite that is changed; null = closed. */
  suite: string | null;
  onClose: () => void;
};

const EXAMPLE = [
  '{"prompt": "What is 17 * 3? Answer with the number.", "expected": 51}',
  '{"prompt": "Name a primary colour.", "expected": ["red", "yellow", "blue"]}',
  '{"prompt": "Greet Ada.", "check": {"kind": "mentions", "all": [["hello", "hi"], ["Ada"]]}}',
  '{"prompt": "How do I reset the hub?", "relevant": {"hub-reset": 2, "hub-setup": 1}}',
].join("\n");

/** Tests of one's own, one JSON object a line, new or changed. */
export function WriteSuiteDialog({ suite, onClose }: WriteSuiteDialogProps) {
  return (
    <Dialog open={suite !== null} onOpenChange={(open) => !open && onClose()}>
      {suite !== null && (
        <DialogContent
          title={suite === "new" ? "Write a suite" : "Change the suite"}
          description="Questions with answers that can be checked. Every change makes a new version; runs compare where the tests are the same."
          width="lg"
        >
          {suite === "new" ? (
            <SuiteForm suite={null} onClose={onClose} />
          ) : (
            <ChangeSuite id={suite} onClose={onClose} />
          )}
        </DialogContent>
      )}
    </Dialog>
  );
}

function ChangeSuite({ id, onClose }: { id: string; onClose: () => void }) {
  const suite = useQuery(suiteQuery(id));
  return (
    <QueryView query={suite} label="tests" skeleton={<CardSkeleton lines={6} />}>
      {(loaded) => <SuiteForm suite={loaded} onClose={onClose} />}
    </QueryView>
  );
}

function SuiteForm({ suite, onClose }: { suite: Suite | null; onClose: () => void }) {
  const queryClient = useQueryClient();
  const tasks = useQuery(tasksQuery());
  const [name, setName] = useState(suite?.name ?? "");
  const [task, setTask] = useState(suite?.task ?? "");
  const [text, setText] = useState(() => (suite ? writeSuiteText(suite.tests) : ""));
  const [problem, setProblem] = useState<{ field: "name" | "tests"; message: string } | null>(null);
  const save = useMutation({
    mutationFn: writeSuite,
    onSuccess: async ({ name: saved, testCount, version }) => {
      onClose();
      notify.success(`${saved}: ${testCount} tests${version > 1 ? `, version ${version}` : ""}`);
      await Promise.all(
        [
          ["benchmarks", "suites"],
          ["benchmarks", "suite"],
        ].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
      );
    },
  });
  const refused = isApiError(save.error) ? (save.error.field ?? "") : "";
  const errorAt = (field: "name" | "tests" | "task") => {
    if (problem) return problem.field === field ? problem.message : null;
    return refused.split(".")[0] === field ? describeError(save.error).message : null;
  };

  function submit(event: FormEvent) {
    event.preventDefault();
    const read = readSuiteText(text);
    if (name.trim() === "") return setProblem({ field: "name", message: "Give the suite a name" });
    if ("problem" in read) return setProblem({ field: "tests", message: read.problem });
    setProblem(null);
    save.mutate({ id: suite?.id ?? null, name: name.trim(), task: task || null, tests: read.tests });
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Name" required error={errorAt("name")}>
          {(control) => (
            <Input {...control} value={name} maxLength={120} onChange={({ target }) => setName(target.value)} />
          )}
        </Field>
        <Field
          label="Task"
          hint="Its configuration is measured, and optimization can use the suite."
          error={errorAt("task")}
        >
          {(control) => (
            <Select {...control} value={task} onChange={({ target }) => setTask(target.value)}>
              <option value="">none: it is about models as such</option>
              {tasks.data?.map(({ slug }) => (
                <option key={slug} value={slug}>
                  {slug}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <Field
        label="Tests"
        required
        error={errorAt("tests")}
        hint={
          <>
            One JSON object a line: <code>prompt</code> or <code>messages</code>, and <code>expected</code> (a number, a
            text, or a list of texts of which one is right), <code>relevant</code> (for a search: documents with grades,
            2 answers, 1 helps) or a <code>check</code> of another kind. <code>id</code> if a test is to be followed
            over versions.
          </>
        }
      >
        {(control) => (
          <Textarea
            {...control}
            className="min-h-48 font-mono text-xs"
            placeholder={EXAMPLE}
            spellCheck={false}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
      {save.error && !problem && !["name", "tests", "task"].includes(refused.split(".")[0]!) && (
        <Alert tone="danger">{describeError(save.error).message}</Alert>
      )}
      <Button type="submit" variant="primary" className="justify-self-end" isPending={save.isPending}>
        {suite ? "Save as a new version" : "Save the suite"}
      </Button>
    </form>
  );
}
