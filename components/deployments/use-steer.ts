"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { describeError } from "@/components/data/describe-error";
import { notify } from "@/components/ui/notify";
import { deployVersion, steerDeployment, type DeploymentAction } from "@/lib/client/deployments";
import { newIdempotencyKey } from "@/lib/client/api";
import type { Deployment } from "@/lib/deployments/schemas";

const DONE = {
  pause: "Paused: it stays at its share",
  resume: "It goes on",
  abort: "Aborted: the version before serves everything",
  promote: "The version serves everything",
  rollback: "Rolled back: the version before serves everything",
} as const satisfies Record<DeploymentAction, string>;

/** Changes a deployment, says what happened, and offers to undo it where that is one step. */
export function useSteer() {
  const queryClient = useQueryClient();
  const refresh = () =>
    Promise.all(
      ["deployments", "model-versions", "recommend"].map((name) => queryClient.invalidateQueries({ queryKey: [name] })),
    );

  async function undo(work: () => Promise<unknown>) {
    try {
      await work();
      notify.success("Undone");
    } catch (error) {
      notify.error("It was not undone", { description: describeError(error).message });
    } finally {
      await refresh();
    }
  }

  return useMutation({
    mutationFn: ({ deployment, action }: { deployment: Deployment; action: DeploymentAction }) =>
      steerDeployment(deployment.id, action, ""),
    onSuccess: async (_, { deployment, action }) => {
      const back = undoOf(deployment, action);
      notify.success(DONE[action], back && { action: { label: "Undo", onPress: () => void undo(back) } });
      await refresh();
    },
    onError: (error) => notify.error("Nothing was changed", { description: describeError(error).message }),
  });
}

/** The step back; undefined where there is none: an aborted trial begins anew with its first share. */
function undoOf({ id, version, state }: Deployment, action: DeploymentAction): (() => Promise<unknown>) | undefined {
  if (action === "pause") return () => steerDeployment(id, "resume", "");
  if (action === "resume") return () => steerDeployment(id, "pause", "");
  if (action === "promote") return () => steerDeployment(id, "rollback", "");
  if (action === "rollback" && state.status === "succeeded") {
    return () => deployVersion(version.id, { strategy: "immediate" }, newIdempotencyKey());
  }
  return undefined;
}
