"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/data/confirm-dialog";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { deleteReplaySet } from "@/lib/client/replays";
import type { ReplaySet } from "@/lib/providers/schemas";

export function DeleteRecordingButton({ recording: { id, name } }: { recording: ReplaySet }) {
  const queryClient = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => deleteReplaySet(id),
    onSuccess: async () => {
      setIsAsking(false);
      notify.success(`${name} is deleted`);
      await queryClient.invalidateQueries({ queryKey: ["replays"] });
    },
  });
  return (
    <>
      <Button variant="ghost" size="icon-sm" aria-label={`Delete ${name}`} onClick={() => setIsAsking(true)}>
        <Trash2 aria-hidden />
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={`Delete ${name}?`}
        description="Its prompts and answers go for good. Policies that learnt from it stay; its models stay in the catalogue and can no longer answer these prompts."
        confirmLabel="Delete recording"
        isPending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
      />
    </>
  );
}
