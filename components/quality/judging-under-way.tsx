"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { describeError } from "@/components/data/describe-error";
import { RunProgress } from "@/components/data/run-progress";
import { runState } from "@/components/training/run-state";
import { Card, CardContent } from "@/components/ui/card";
import { notify } from "@/components/ui/notify";
import { cancelJudging, isJudging, judgingsQuery } from "@/lib/client/judging";
import type { Judging } from "@/lib/judging/schemas";

/** What is being judged on demand; nothing while nothing is. */
export function JudgingUnderWay({ mayCancel }: { mayCancel: boolean }) {
  const queryClient = useQueryClient();
  const runs = useQuery(judgingsQuery());
  const underWay = runs.data?.filter(isJudging) ?? [];
  const state = underWay.map(({ id, progress }) => `${id} ${progress?.done ?? 0}`).join(",");
  // The server goes on and ends by itself: what it judged meanwhile is asked for again.
  useEffect(() => {
    if (state === "") return;
    return () => {
      for (const part of ["judges", "judgements", "calibration"]) {
        void queryClient.invalidateQueries({ queryKey: ["judging", part] });
      }
    };
  }, [state, queryClient]);
  if (underWay.length === 0) return null;
  return (
    <Card aria-label="Under way">
      <CardContent className="grid grid-cols-1 gap-4">
        {underWay.map((job) => (
          <JudgingProgress key={job.id} job={job} mayCancel={mayCancel} />
        ))}
      </CardContent>
    </Card>
  );
}

function JudgingProgress({ job, mayCancel }: { job: Judging; mayCancel: boolean }) {
  const queryClient = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelJudging(job.id),
    onError: (error) =>
      notify.error("The judging could not be cancelled", { description: describeError(error).message }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["judging"] }),
  });
  return (
    <RunProgress
      title={job.progress?.step ?? "Judging"}
      state={cancel.isPending ? "cancelling" : runState(job)}
      done={job.progress?.done ?? null}
      total={job.progress?.total ?? null}
      step={null}
      startedAt={job.startedAt}
      onCancel={mayCancel ? () => cancel.mutate() : undefined}
    />
  );
}
