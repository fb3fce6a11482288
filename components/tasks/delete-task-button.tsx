"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmDialog } from "@/components/data/confirm-dialog";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { deleteTask } from "@/lib/client/tasks";

export function DeleteTaskButton({ slug }: { slug: string }) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => deleteTask(slug),
    onSuccess: () => {
      notify.success(`The task ${slug} is deleted`);
      router.push("/tasks");
      queryClient.removeQueries({ queryKey: ["tasks"] });
      queryClient.removeQueries({ queryKey: ["config", slug] });
    },
  });
  return (
    <>
      <Button onClick={() => setIsAsking(true)}>
        <Trash2 aria-hidden className="size-3.5" />
        Delete
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={`Delete the task ${slug}?`}
        description="Its configurations and trained versions go with it, and requests for it will be refused. Its executions stay. This cannot be undone."
        confirmLabel="Delete task"
        typeToConfirm={slug}
        isPending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
      />
    </>
  );
}
