"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/data/confirm-dialog";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { deleteModel } from "@/lib/client/models";

export function DeleteModelButton({ slug, onDeleted }: { slug: string; onDeleted: () => void }) {
  const queryClient = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => deleteModel(slug),
    onSuccess: async () => {
      setIsAsking(false);
      onDeleted();
      notify.success(`${slug} is deleted`);
      queryClient.removeQueries({ queryKey: ["models", "one", slug] });
      await queryClient.invalidateQueries({ queryKey: ["models"] });
    },
  });
  return (
    <>
      <Button variant="ghost" onClick={() => setIsAsking(true)}>
        <Trash2 aria-hidden />
        Delete this model
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={`Delete ${slug}?`}
        description="It leaves the catalogue and gets no more requests. Its executions stay. You can add it again."
        confirmLabel="Delete model"
        isPending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
      />
    </>
  );
}
