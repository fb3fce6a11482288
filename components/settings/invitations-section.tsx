"use client";

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "@/components/data/confirm-dialog";
import type { DataColumn } from "@/components/data/data-column";
import { DataTable } from "@/components/data/data-table";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { Time } from "@/components/data/time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import type { Invitation } from "@/lib/auth/schemas";
import { invitationsQuery, revokeInvitation } from "@/lib/client/members";

/** Invitations that nobody has accepted yet. */
export function InvitationsSection() {
  const invitations = useInfiniteQuery(invitationsQuery());
  const [revoked, setRevoked] = useState<Invitation | null>(null);
  return (
    <section className="grid gap-2">
      <h2 className="text-sm font-semibold">Pending invitations</h2>
      <QueryView
        query={invitations}
        label="invitations"
        skeleton={<TableSkeleton rows={2} columns={4} />}
        empty={<p className="text-sm text-muted-foreground">None: nobody is invited who has not joined.</p>}
      >
        {({ pages }) => (
          <DataTable
            label="Pending invitations"
            rows={pages.flatMap((page) => page.data)}
            columns={columns(setRevoked)}
            rowKey={({ id }) => id}
            loadMore={{
              hasMore: invitations.hasNextPage,
              isLoading: invitations.isFetchingNextPage,
              onPress: () => void invitations.fetchNextPage(),
            }}
          />
        )}
      </QueryView>
      <RevokeInvitationDialog invitation={revoked} onClose={() => setRevoked(null)} />
    </section>
  );
}

const columns = (onRevoke: (invitation: Invitation) => void): DataColumn<Invitation>[] => [
  { id: "email", header: "Email", isPrimary: true, cell: ({ email }) => <span className="break-all">{email}</span> },
  { id: "role", header: "Role", cell: ({ role }) => <Badge>{role}</Badge> },
  { id: "by", header: "Invited by", cell: ({ invitedByName }) => invitedByName ?? "unknown" },
  { id: "sent", header: "Invited", cell: ({ createdAt }) => <Time at={createdAt} /> },
  {
    id: "expires",
    header: "Link ends",
    cell: ({ status, expiresAt }) =>
      status === "expired" ? <Badge tone="warning">expired</Badge> : <Time at={expiresAt} />,
  },
  {
    id: "actions",
    header: "Actions",
    align: "right",
    cell: (invitation) => (
      <Button
        size="sm"
        variant="ghost"
        className="text-danger"
        onClick={() => onRevoke(invitation)}
        aria-label={`Revoke the invitation of ${invitation.email}`}
      >
        Revoke
      </Button>
    ),
  },
];

function RevokeInvitationDialog({ invitation, onClose }: { invitation: Invitation | null; onClose: () => void }) {
  const queryClient = useQueryClient();
  const revocation = useMutation({
    mutationFn: ({ id }: Invitation) => revokeInvitation(id),
    onSuccess: async (_, { email }) => {
      onClose();
      notify.success(`The invitation of ${email} is revoked`);
      await queryClient.invalidateQueries({ queryKey: invitationsQuery().queryKey });
    },
  });
  return (
    <ConfirmDialog
      open={invitation !== null}
      onOpenChange={(open) => {
        revocation.reset();
        if (!open) onClose();
      }}
      title={`Revoke the invitation of ${invitation?.email}?`}
      description="Its link stops working. You can invite them again."
      confirmLabel="Revoke invitation"
      isPending={revocation.isPending}
      error={revocation.error}
      onConfirm={() => invitation && revocation.mutate(invitation)}
    />
  );
}
