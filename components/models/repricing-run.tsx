"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { authorText } from "@/components/data/author-text";
import { describeError } from "@/components/data/describe-error";
import { RunProgress } from "@/components/data/run-progress";
import { Time } from "@/components/data/time";
import { useMay } from "@/components/layout/permissions";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { isRepricing, stepRepricing } from "@/lib/client/repricings";
import type { Repricing } from "@/lib/executions/schemas";
import { repricingText } from "./repricing-text";

const TITLES = {
  preview: "What re-pricing would change",
  apply: "Re-pricing",
  undo: "Taking a re-pricing back",
} as const satisfies Record<Repricing["kind"], string>;

/** The newest re-pricing: how far it is, what it found, and what can follow from it. */
export function RepricingRun({ run, isUndone }: { run: Repricing; isUndone: boolean }) {
  const queryClient = useQueryClient();
  const mayWrite = useMay("write");
  const step = useMutation({
    mutationFn: (what: "apply" | "undo" | "cancel") => stepRepricing(run.id, what),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["repricings"] }),
    onError: (error) => notify.error(describeError(error).message),
  });
  const { kind, status, report } = run;

  if (isRepricing(run)) {
    return (
      <RunProgress
        title={TITLES[kind]}
        state={run.isCancelRequested || step.isPending ? "cancelling" : status === "queued" ? "queued" : "running"}
        done={report?.seen ?? null}
        total={report?.total ?? null}
        startedAt={run.startedAt}
        onCancel={mayWrite ? () => step.mutate("cancel") : undefined}
      />
    );
  }
  const hasChanged = (report?.changed ?? 0) > 0;
  const mayFollow = mayWrite && hasChanged && !isUndone;
  return (
    <div className="grid gap-2 rounded-md border p-3 text-sm">
      <p className="font-medium">
        {TITLES[kind]}{" "}
        <span className="font-normal text-muted-foreground">
          since <Time at={run.from} mode="absolute" />, by {authorText(run.createdBy)}
          {status !== "succeeded" && ` · ${status}`}
          {isUndone && " · taken back"}
        </span>
      </p>
      <p role="status" className="break-words">
        {repricingText(run)}
        {run.error && ` ${run.error.message}`}
      </p>
      {mayFollow && kind === "preview" && status === "succeeded" && (
        <Button
          variant="primary"
          className="justify-self-start"
          isPending={step.isPending}
          onClick={() => step.mutate("apply")}
        >
          Apply this change
        </Button>
      )}
      {mayFollow && kind !== "preview" && (
        <Button className="justify-self-start" isPending={step.isPending} onClick={() => step.mutate("undo")}>
          Undo
        </Button>
      )}
    </div>
  );
}
