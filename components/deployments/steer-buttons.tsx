"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/data/confirm-dialog";
import { Button } from "@/components/ui/button";
import type { DeploymentAction } from "@/lib/client/deployments";
import type { Deployment } from "@/lib/deployments/schemas";
import { useSteer } from "./use-steer";

/** What a person can do to a deployment now. Ending a trial asks first; everything else can be undone. */
export function SteerButtons({ deployment }: { deployment: Deployment }) {
  const steer = useSteer();
  const [isAborting, setIsAborting] = useState(false);
  const { status } = deployment.state;
  const button = (action: DeploymentAction, label: string, variant?: "primary") => (
    <Button
      key={action}
      size="sm"
      {...(variant && { variant })}
      isPending={steer.isPending && steer.variables.action === action}
      onClick={() => steer.mutate({ deployment, action })}
    >
      {label}
    </Button>
  );
  if (status === "succeeded") return deployment.previous ? button("rollback", "Roll back") : null;
  if (status !== "running" && status !== "paused") return null;
  return (
    <>
      {status === "running" ? button("pause", "Pause") : button("resume", "Resume", "primary")}
      {button("promote", "Promote now")}
      <Button size="sm" variant="danger" onClick={() => setIsAborting(true)}>
        Abort
      </Button>
      <ConfirmDialog
        open={isAborting}
        onOpenChange={setIsAborting}
        title={`Abort the deployment of ${deployment.version.version}?`}
        description={`Version ${deployment.previous?.version ?? "before"} serves every request again. What was measured so far stays here; a new deployment begins with its first share.`}
        confirmLabel="Abort it"
        isPending={steer.isPending}
        onConfirm={() => steer.mutate({ deployment, action: "abort" }, { onSettled: () => setIsAborting(false) })}
      />
    </>
  );
}
