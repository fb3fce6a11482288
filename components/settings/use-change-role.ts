"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { notify } from "@/components/ui/notify";
import type { Member } from "@/lib/auth/schemas";
import { changeRole, membersQuery } from "@/lib/client/members";
import type { Role } from "./roles";

export type RoleChange = { member: Member; role: Role };

/** Changes a role at once, and offers to take it back. */
export function useChangeRole() {
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: ({ member, role }: RoleChange) => changeRole(member.userId, role),
    onSuccess: async (_, { member, role }) => {
      notify.success(`${member.name} is ${role} now`, {
        action: {
          label: "Undo",
          onPress: () => change.mutate({ member: { ...member, role }, role: member.role }),
        },
      });
      await queryClient.invalidateQueries({ queryKey: membersQuery().queryKey });
    },
    onError: async (error, { member }) => {
      notify.error(`The role of ${member.name} was not changed`, { description: error.message });
      await queryClient.invalidateQueries({ queryKey: membersQuery().queryKey });
    },
  });
  return change;
}
