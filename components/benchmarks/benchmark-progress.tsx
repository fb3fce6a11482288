"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RunProgress } from "@/components/data/run-progress";
import { useMay } from "@/components/layout/permissions";
import { notify } from "@/components/ui/notify";
import type { BenchmarkRun } from "@/lib/benchmarks/schemas";
import { cancelBenchmark, isBenchmarkUnderWay } from "@/lib/client/benchmarks";
import { partialText, runState, suitesText } from "./run-words";

type BenchmarkProgressProps = {
  run: BenchmarkRun;
  /** For the page of the run. */
  isMain?: boolean;
};

export function BenchmarkProgress({ run, isMain }: BenchmarkProgressProps) {
  const canCancel = useMay("write");
  const queryClient = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelBenchmark(run.id),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["benchmarks"] }),
    onError: (error) => notify.error("The run could not be cancelled", { description: error.message }),
  });
  const isActive = isBenchmarkUnderWay(run);
  const { progress } = run;
  return (
    <RunProgress
      title={`Benchmark: ${suitesText(run)}, ${run.models.length} models`}
      state={cancel.isPending ? "cancelling" : runState(run)}
      done={progress?.done ?? null}
      total={progress?.total ?? null}
      step={progress ? [progress.step, progress.detail].filter(Boolean).join(" · ") : null}
      startedAt={run.startedAt}
      finishedAt={run.finishedAt}
      message={run.error?.message ?? partialText(run)}
      onCancel={isActive && canCancel ? () => cancel.mutate() : undefined}
      isMain={isMain}
    />
  );
}
