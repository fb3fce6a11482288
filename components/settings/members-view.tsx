"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/data/confirm-dialog";
import { DataTable } from "@/components/data/data-table";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import type { Me, Member } from "@/lib/auth/schemas";
import { membersQuery } from "@/lib/client/members";
import { InvitationsSection } from "./invitations-section";
import { memberColumns } from "./member-columns";
import { RemoveMemberDialog } from "./remove-member-dialog";
import { useChangeRole, type RoleChange } from "./use-change-role";

const InviteDialog = lazyOverlay(
  () => import("./invite-dialog").then((module) => module.InviteDialog),
  ({ open }) => open,
);

const ResetPasswordDialog = lazyOverlay(
  () => import("./reset-password-dialog").then((module) => module.ResetPasswordDialog),
  ({ member }) => member !== null,
);

type MembersViewProps = {
  me: Pick<Me["actor"], "id" | "role">;
  /** Invite, change roles, remove. */
  canManage: boolean;
};

export function MembersView({ me, canManage }: MembersViewProps) {
  const members = useInfiniteQuery(membersQuery());
  const changeRole = useChangeRole();
  const [isInviting, setIsInviting] = useState(false);
  const [removed, setRemoved] = useState<Member | null>(null);
  const [forgetful, setForgetful] = useState<Member | null>(null);
  const [ownRole, setOwnRole] = useState<RoleChange | null>(null);
  const columns = memberColumns({
    me,
    canManage,
    // One's own rights are needed to take the change back, so that one is asked first.
    onRole: (change) => (change.member.userId === me.id ? setOwnRole(change) : changeRole.mutate(change)),
    onRemove: setRemoved,
    onReset: setForgetful,
  });

  return (
    <>
      <PageHeader
        title="Members"
        description="Who belongs to this organization, and what they may do."
        actions={
          canManage && (
            <Button variant="primary" onClick={() => setIsInviting(true)}>
              <UserPlus aria-hidden />
              Invite
            </Button>
          )
        }
      />
      <div className="grid gap-6">
        <QueryView query={members} label="members" skeleton={<TableSkeleton rows={3} columns={4} />}>
          {({ pages }) => (
            <DataTable
              label="Members"
              rows={pages.flatMap((page) => page.data)}
              columns={columns}
              rowKey={({ userId }) => userId}
              loadMore={{
                hasMore: members.hasNextPage,
                isLoading: members.isFetchingNextPage,
                onPress: () => void members.fetchNextPage(),
              }}
            />
          )}
        </QueryView>
        {canManage && <InvitationsSection />}
      </div>
      <ResetPasswordDialog member={forgetful} onClose={() => setForgetful(null)} />
      <InviteDialog ownRole={me.role} open={isInviting} onOpenChange={setIsInviting} />
      <ConfirmDialog
        open={ownRole !== null}
        onOpenChange={() => setOwnRole(null)}
        title={`Become ${ownRole?.role} yourself?`}
        description="You give up rights that you cannot take back yourself: another owner or admin would have to."
        confirmLabel="Change my role"
        onConfirm={() => {
          if (ownRole) changeRole.mutate(ownRole);
          setOwnRole(null);
        }}
      />
      <RemoveMemberDialog member={removed} isSelf={removed?.userId === me.id} onClose={() => setRemoved(null)} />
    </>
  );
}
