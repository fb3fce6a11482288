"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { ConfirmDialog } from "@/components/data/confirm-dialog";
import { notify } from "@/components/ui/notify";
import type { Member } from "@/lib/auth/schemas";
import { formatCount } from "@/lib/client/format";
import { membersQuery, removeMember } from "@/lib/client/members";

type RemoveMemberDialogProps = {
  /** null keeps it closed. */ member: Member | null;
  isSelf: boolean;
  onClose: () => void;
};

export function RemoveMemberDialog({ member, isSelf, onClose }: RemoveMemberDialogProps) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const removal = useMutation({
    mutationFn: ({ userId }: Member) => removeMember(userId),
    onSuccess: async ({ activeKeyCount }, { name }) => {
      onClose();
      if (isSelf) return window.location.replace("/");
      notify.success(`${name} is removed`, {
        description: keysNote(activeKeyCount),
        ...(activeKeyCount > 0 && {
          action: { label: "API keys", onPress: () => router.push("/settings/keys") },
        }),
      });
      await queryClient.invalidateQueries({ queryKey: membersQuery().queryKey });
    },
  });
  return (
    <ConfirmDialog
      open={member !== null}
      onOpenChange={(open) => {
        removal.reset();
        if (!open) onClose();
      }}
      title={isSelf ? "Leave this organization?" : `Remove ${member?.name}?`}
      description={
        isSelf
          ? "You lose access at once, and need an invitation to come back. API keys that you made go on working."
          : "They lose access within 5 seconds, and need an invitation to come back. What they made stays; API keys that they made go on working until they are revoked."
      }
      confirmLabel={isSelf ? "Leave" : `Remove ${member?.name}`}
      isPending={removal.isPending}
      error={removal.error}
      onConfirm={() => member && removal.mutate(member)}
    />
  );
}

function keysNote(count: number): string | undefined {
  if (count === 0) return undefined;
  return count === 1
    ? "One API key that they made goes on working. Revoke it if it should not."
    : `${formatCount(count)} API keys that they made go on working. Revoke those that should not.`;
}
