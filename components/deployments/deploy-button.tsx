"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { describeError } from "@/components/data/describe-error";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { useMay } from "@/components/layout/permissions";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { setDeprecated, versionQuery } from "@/lib/client/deployments";
import { DeleteVersionButton, RestoreVersionButton } from "./delete-version-button";
import type { DeployDialogProps } from "./deploy-dialog";

const DeployDialog = lazyOverlay<DeployDialogProps>(
  () => import("./deploy-dialog").then((module) => module.DeployDialog),
  ({ open }) => open,
);

/** Deploys a version, takes it off the list of those that can be, or deletes it. */
export function DeployButton({ id }: { id: string }) {
  const { data: version } = useQuery(versionQuery(id));
  const mayWrite = useMay("write");
  const [isOpen, setIsOpen] = useState(false);
  const queryClient = useQueryClient();
  const deprecate = useMutation({
    mutationFn: (isDeprecated: boolean) => setDeprecated(id, isDeprecated),
    onSuccess: async (_, isDeprecated) => {
      await queryClient.invalidateQueries({ queryKey: ["model-versions"] });
      notify.success(isDeprecated ? "Deprecated: it cannot be deployed" : "It can be deployed again", {
        action: { label: "Undo", onPress: () => deprecate.mutate(!isDeprecated) },
      });
    },
    onError: (error) => notify.error("Nothing was changed", { description: describeError(error).message }),
  });
  if (!mayWrite || !version || version.status === "active") return null;
  if (version.status === "deleted") return <RestoreVersionButton id={id} />;
  const isDeprecated = version.status === "deprecated";
  return (
    <>
      <DeleteVersionButton version={version} />
      <Button size="sm" isPending={deprecate.isPending} onClick={() => deprecate.mutate(!isDeprecated)}>
        {isDeprecated ? "Restore" : "Deprecate"}
      </Button>
      {!isDeprecated && (
        <Button size="sm" variant="primary" onClick={() => setIsOpen(true)}>
          Deploy…
        </Button>
      )}
      <DeployDialog version={version} open={isOpen} onOpenChange={setIsOpen} />
    </>
  );
}
