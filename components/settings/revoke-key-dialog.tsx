"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/data/confirm-dialog";
import { Time } from "@/components/data/time";
import { notify } from "@/components/ui/notify";
import type { ApiKey } from "@/lib/auth/schemas";
import { revokeKey } from "@/lib/client/keys";

/** `apiKey` null keeps it closed. */
export function RevokeKeyDialog({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const queryClient = useQueryClient();
  const revocation = useMutation({
    mutationFn: (key: ApiKey) => revokeKey(key.id),
    onSuccess: async ({ name }) => {
      onClose();
      notify.success(`Key “${name}” is revoked`);
      await queryClient.invalidateQueries({ queryKey: ["keys"] });
    },
  });
  return (
    <ConfirmDialog
      open={apiKey !== null}
      onOpenChange={(open) => {
        revocation.reset();
        if (!open) onClose();
      }}
      title={`Revoke key “${apiKey?.name}”?`}
      description={
        apiKey && (
          <>
            Programs that use <code className="font-mono text-xs">{apiKey.prefix}…</code> are refused within 5 seconds,
            for good.{" "}
            {apiKey.lastUsedAt ? (
              <>
                It was last used <Time at={apiKey.lastUsedAt} />.
              </>
            ) : (
              "It was never used."
            )}{" "}
            To change programs over without a gap, rotate it instead.
          </>
        )
      }
      confirmLabel="Revoke key"
      isPending={revocation.isPending}
      error={revocation.error}
      onConfirm={() => apiKey && revocation.mutate(apiKey)}
    />
  );
}
