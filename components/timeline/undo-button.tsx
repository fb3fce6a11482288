"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "@/components/data/confirm-dialog";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { takeBack } from "@/lib/client/timeline";
import type { TimelineUndo } from "@/lib/timeline/schemas";

/** Takes one entry back, once it was asked whether that is meant. */
export function UndoButton({ title, undo }: { title: string; undo: TimelineUndo }) {
  const [isAsking, setIsAsking] = useState(false);
  const queryClient = useQueryClient();
  const back = useMutation({
    mutationFn: () => takeBack(undo),
    onSuccess: async () => {
      setIsAsking(false);
      notify.success("Taken back");
      // What was taken back may show anywhere.
      await queryClient.invalidateQueries();
    },
  });
  return (
    <>
      <Button size="sm" onClick={() => setIsAsking(true)}>
        {undo.label}
        <span className="sr-only"> of {title}</span>
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={`${undo.label}?`}
        description={`${title}. The step back is a change of its own: it is listed here as well.`}
        confirmLabel={undo.label}
        tone="primary"
        isPending={back.isPending}
        error={back.error}
        onConfirm={() => back.mutate()}
      />
    </>
  );
}
