"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { describeError } from "@/components/data/describe-error";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { deleteExperiment, restoreExperiment } from "@/lib/client/experiments";

/** Takes a draft or a stopped experiment off the list; Undo brings it back. */
export function DeleteExperimentButton({ slug, name }: { slug: string; name: string }) {
  const queryClient = useQueryClient();
  const router = useRouter();
  const restore = useMutation({
    mutationFn: () => restoreExperiment(slug),
    onSuccess: async () => {
      notify.success(`${name} is back`);
      await queryClient.invalidateQueries({ queryKey: ["experiments"] });
    },
    onError: (error) => notify.error(describeError(error).message),
  });
  const remove = useMutation({
    mutationFn: () => deleteExperiment(slug),
    onSuccess: async () => {
      router.push("/experiments");
      notify.success(`${name} is deleted`, { action: { label: "Undo", onPress: () => restore.mutate() } });
      await queryClient.invalidateQueries({ queryKey: ["experiments"], refetchType: "none" });
    },
    onError: (error) => notify.error(describeError(error).message),
  });
  return (
    <Button variant="ghost" className="text-danger" isPending={remove.isPending} onClick={() => remove.mutate()}>
      <Trash2 aria-hidden />
      Delete
    </Button>
  );
}
