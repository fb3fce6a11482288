"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "@/components/data/confirm-dialog";
import { describeError } from "@/components/data/describe-error";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { deleteVersion, restoreVersion } from "@/lib/client/deployments";
import type { ModelVersion } from "@/lib/registry/schemas";

/** Deletes a version that serves nothing, after a question, and can take it back. */
export function DeleteVersionButton({ version: { id, modelSlug, version } }: { version: ModelVersion }) {
  const [isOpen, setIsOpen] = useState(false);
  const refresh = useRefresh();
  const restore = useRestore(id);
  const remove = useMutation({
    mutationFn: () => deleteVersion(id),
    onSuccess: async () => {
      setIsOpen(false);
      await refresh();
      notify.success(`Version ${version} is deleted`, {
        action: { label: "Undo", onPress: () => restore.mutate() },
      });
    },
  });
  return (
    <>
      <Button size="sm" onClick={() => setIsOpen(true)}>
        Delete…
      </Button>
      <ConfirmDialog
        open={isOpen}
        onOpenChange={setIsOpen}
        title={`Delete version ${version} of ${modelSlug}?`}
        description="It cannot be deployed any more, and what it consists of is removed in a day; until then it can be restored. Its number, its evaluation and what it answered stay."
        confirmLabel="Delete version"
        isPending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
      />
    </>
  );
}

export function RestoreVersionButton({ id }: { id: string }) {
  const restore = useRestore(id);
  return (
    <Button size="sm" isPending={restore.isPending} onClick={() => restore.mutate()}>
      Restore
    </Button>
  );
}

function useRestore(id: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: () => restoreVersion(id),
    onSuccess: async () => {
      await refresh();
      notify.success("It can be deployed again");
    },
    onError: (error) => notify.error("It was not restored", { description: describeError(error).message }),
  });
}

function useRefresh(): () => Promise<void> {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: ["model-versions"] });
}
