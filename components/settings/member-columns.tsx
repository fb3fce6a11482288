import type { DataColumn } from "@/components/data/data-column";
import { Time } from "@/components/data/time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import type { Me, Member } from "@/lib/auth/schemas";
import { grantableRoles, mayChange, ROLE_EXPLANATIONS } from "./roles";
import type { RoleChange } from "./use-change-role";

type MemberActions = {
  me: Pick<Me["actor"], "id" | "role">;
  canManage: boolean;
  onRole: (change: RoleChange) => void;
  onRemove: (member: Member) => void;
  onReset: (member: Member) => void;
};

export function memberColumns({ me, canManage, onRole, onRemove, onReset }: MemberActions): DataColumn<Member>[] {
  const mayEdit = (member: Member) => canManage && mayChange(me.role, member.role);
  const columns: DataColumn<Member>[] = [
    {
      id: "name",
      header: "Name",
      isPrimary: true,
      cell: ({ userId, name, email }) => (
        <span className="grid min-w-0">
          <span className="flex flex-wrap items-center gap-1.5 font-medium break-words">
            {name}
            {userId === me.id && <Badge>you</Badge>}
          </span>
          <span className="text-xs font-normal break-all text-muted-foreground">{email}</span>
        </span>
      ),
    },
    {
      id: "role",
      header: "Role",
      cell: (member) =>
        mayEdit(member) ? (
          <Select
            aria-label={`Role of ${member.name}`}
            frameClassName="w-28"
            value={member.role}
            onChange={({ target }) => {
              const role = grantableRoles(me.role).find((one) => one === target.value);
              if (role) onRole({ member, role });
            }}
            options={grantableRoles(me.role).map((role) => ({ value: role, label: role }))}
          />
        ) : (
          <Badge>{member.role}</Badge>
        ),
    },
    { id: "may", header: "May", phone: "hide", cell: ({ role }) => ROLE_EXPLANATIONS[role] },
    { id: "joined", header: "Joined", cell: ({ joinedAt }) => <Time at={joinedAt} /> },
  ];
  if (!canManage) return columns;
  return [
    ...columns,
    {
      id: "actions",
      header: "Actions",
      align: "right",
      cell: (member) =>
        mayEdit(member) && (
          <span className="flex flex-wrap justify-end gap-1">
            {member.userId !== me.id && (
              <Button
                size="sm"
                variant="ghost"
                onClick={() => onReset(member)}
                aria-label={`Reset the password of ${member.name}`}
              >
                Reset password
              </Button>
            )}
            <Button
              size="sm"
              variant="ghost"
              className="text-danger"
              onClick={() => onRemove(member)}
              aria-label={member.userId === me.id ? "Leave the organization" : `Remove ${member.name}`}
            >
              {member.userId === me.id ? "Leave" : "Remove"}
            </Button>
          </span>
        ),
    },
  ];
}
