"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { describeError } from "@/components/data/describe-error";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { isApiError, newIdempotencyKey } from "@/lib/client/api";
import { createExperiment } from "@/lib/client/experiments";
import { AudienceStep } from "./audience-step";
import { newDraft, readDraft, type DraftProblem, type ExperimentDraft } from "./experiment-draft";
import type { StepFields } from "./form-step";
import { MetricsStep } from "./metrics-step";
import { PlanCard } from "./plan-card";
import { QuestionStep } from "./question-step";
import { RulesStep } from "./rules-step";
import { VariantsStep } from "./variants-step";

/** From question to draft: nothing gets traffic before the start. */
export function ExperimentForm({ initialTask }: { initialTask: string }) {
  const [draft, setDraft] = useState(() => newDraft(initialTask));
  const [problem, setProblem] = useState<DraftProblem | null>(null);
  const [idempotencyKey, setIdempotencyKey] = useState(newIdempotencyKey);
  const router = useRouter();
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: (body: Parameters<typeof createExperiment>[0]) => createExperiment(body, idempotencyKey),
    onSuccess: async ({ slug, design }) => {
      notify.success(`${design.name} is a draft`);
      await queryClient.invalidateQueries({ queryKey: ["experiments"] });
      router.push(`/experiments/${slug}`);
    },
  });

  function change(part: Partial<ExperimentDraft>) {
    setDraft({ ...draft, ...part });
    setIdempotencyKey(newIdempotencyKey());
    setProblem(null);
    create.reset();
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    const read = readDraft(draft);
    if ("problem" in read) return setProblem(read.problem);
    create.mutate(read.body);
  }

  const refused =
    isApiError(create.error) && create.error.field
      ? { field: create.error.field, message: create.error.message }
      : null;
  const wrong = problem ?? refused;
  const fields: StepFields = { draft, change, wrong };

  return (
    <form
      noValidate
      onSubmit={onSubmit}
      className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,1fr)_20rem] lg:items-start"
    >
      <div className="grid grid-cols-1 gap-4">
        <QuestionStep {...fields} />

        <VariantsStep {...fields} />

        <AudienceStep {...fields} />

        <MetricsStep {...fields} />

        <RulesStep {...fields} />
      </div>

      <div className="grid grid-cols-1 gap-4 lg:sticky lg:top-4">
        <PlanCard draft={draft} onTake={(unitsPerVariant) => change({ unitsPerVariant })} />
        {Boolean(create.error) && <Alert tone="danger">{describeError(create.error).message}</Alert>}
        {problem && <Alert tone="danger">{problem.message}</Alert>}
        <Button type="submit" variant="primary" isPending={create.isPending}>
          Create draft
        </Button>
        <p className="text-xs text-muted-foreground">
          A draft gets no traffic. You see what its start does before you start it.
        </p>
      </div>
    </form>
  );
}
