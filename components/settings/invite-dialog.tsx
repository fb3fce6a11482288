"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useFormSubmit } from "@/components/auth/use-form-submit";
import { Time } from "@/components/data/time";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { CreatedInvitation } from "@/lib/auth/schemas";
import { newIdempotencyKey } from "@/lib/client/api";
import { invitationsQuery, invite } from "@/lib/client/members";
import { grantableRoles, ROLE_EXPLANATIONS, type Role } from "./roles";
import { ShownOnce } from "@/components/data/shown-once";

type InviteDialogProps = { ownRole: Role | null; open: boolean; onOpenChange: (open: boolean) => void };

export function InviteDialog({ ownRole, open, onOpenChange }: InviteDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      {open && <Invite ownRole={ownRole} />}
    </Dialog>
  );
}

function Invite({ ownRole }: { ownRole: Role | null }) {
  const [created, setCreated] = useState<CreatedInvitation | null>(null);
  if (!created) {
    return (
      <DialogContent title="Invite somebody" description="You get a link to send them. It works for seven days, once.">
        <InviteForm ownRole={ownRole} onCreated={setCreated} />
      </DialogContent>
    );
  }
  return (
    <DialogContent
      title={`Send this link to ${created.email}`}
      onInteractOutside={(event) => event.preventDefault()}
      footer={
        <DialogClose asChild>
          <Button variant="primary">I have copied it</Button>
        </DialogClose>
      }
    >
      <div className="grid gap-3">
        <ShownOnce
          title="Invitation link"
          secret={created.link}
          whenLost="Whoever has it can join. When it is lost, invite again: the old link then ends."
        />
        <p className="text-sm text-muted-foreground">
          They join as {created.role}. The link ends <Time at={created.expiresAt} />.
        </p>
      </div>
    </DialogContent>
  );
}

function InviteForm({ ownRole, onCreated }: { ownRole: Role | null; onCreated: (created: CreatedInvitation) => void }) {
  const queryClient = useQueryClient();
  const [idempotencyKey] = useState(newIdempotencyKey);
  const [role, setRole] = useState<Role>("member");
  const form = useFormSubmit({
    names: ["email", "role"],
    required: { email: "Enter their email address" },
    focusOnFailure: "email",
    submit: async ({ email }) => {
      onCreated(await invite({ email: email.trim(), role }, idempotencyKey));
      await queryClient.invalidateQueries({ queryKey: invitationsQuery().queryKey });
    },
  });
  return (
    <form method="post" noValidate onSubmit={form.onSubmit} className="grid gap-4">
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <Field label="Email" error={form.errors.email} required>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="off"
            autoCapitalize="none"
            maxLength={254}
            autoFocus
          />
        )}
      </Field>
      <Field label="Role" error={form.errors.role} hint={`As ${role} one ${ROLE_EXPLANATIONS[role]}.`}>
        {(control) => (
          <Select
            {...control}
            name="role"
            value={role}
            onChange={({ target }) => setRole(grantableRoles(ownRole).find((one) => one === target.value) ?? "member")}
            options={grantableRoles(ownRole).map((one) => ({ value: one, label: one }))}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" isPending={form.isPending}>
          Make the link
        </Button>
      </div>
    </form>
  );
}
