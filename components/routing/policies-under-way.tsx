"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { describeError } from "@/components/data/describe-error";
import { RunProgress } from "@/components/data/run-progress";
import { runState } from "@/components/training/run-state";
import { Card, CardContent } from "@/components/ui/card";
import { notify } from "@/components/ui/notify";
import { cancelPolicy, isLearning } from "@/lib/client/routing";
import type { RoutingPolicy } from "@/lib/routing/schemas";

type PoliciesUnderWayProps = { policies: readonly RoutingPolicy[]; mayCancel: boolean };

/** What is being learnt now; nothing while nothing is. */
export function PoliciesUnderWay({ policies, mayCancel }: PoliciesUnderWayProps) {
  const active = policies.filter(isLearning);
  if (active.length === 0) return null;
  return (
    <Card aria-label="Under way">
      <CardContent className="grid grid-cols-1 gap-4">
        {active.map((policy) => (
          <LearningProgress key={policy.id} policy={policy} mayCancel={mayCancel} />
        ))}
      </CardContent>
    </Card>
  );
}

function LearningProgress({ policy, mayCancel }: { policy: RoutingPolicy; mayCancel: boolean }) {
  const queryClient = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelPolicy(policy.id),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["routing"] }),
    onError: (error) =>
      notify.error("The learning could not be cancelled", { description: describeError(error).message }),
  });
  return (
    <RunProgress
      title={`Learning to route ${policy.tasks.join(", ")}`}
      state={cancel.isPending ? "cancelling" : runState(policy)}
      done={policy.progress?.done ?? null}
      total={policy.progress?.total ?? null}
      step={policy.progress?.step ?? null}
      startedAt={policy.status === "running" ? policy.createdAt : null}
      onCancel={mayCancel ? () => cancel.mutate() : undefined}
    />
  );
}
