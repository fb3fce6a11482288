"use client";

import { useMutation } from "@tanstack/react-query";
import { ShownOnce } from "@/components/data/shown-once";
import { Time } from "@/components/data/time";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import type { Member } from "@/lib/auth/schemas";
import { makeResetLink } from "@/lib/client/members";

/** `member` null keeps it closed. */
export function ResetPasswordDialog({ member, onClose }: { member: Member | null; onClose: () => void }) {
  return (
    <Dialog open={member !== null} onOpenChange={(open) => !open && onClose()}>
      {member && <ResetPassword key={member.userId} member={member} />}
    </Dialog>
  );
}

function ResetPassword({ member }: { member: Member }) {
  const making = useMutation({ mutationFn: () => makeResetLink(member.userId) });
  if (making.data) {
    return (
      <DialogContent
        title={`Send this link to ${member.name}`}
        onInteractOutside={(event) => event.preventDefault()}
        footer={
          <DialogClose asChild>
            <Button variant="primary">I have copied it</Button>
          </DialogClose>
        }
      >
        <div className="grid gap-3">
          <ShownOnce
            title="Reset link"
            secret={making.data.link}
            whenLost="Whoever has it can sign in as this person. When it is lost, make another: the old link then ends."
          />
          <p className="text-sm text-muted-foreground">
            It works once and ends <Time at={making.data.expiresAt} />.
          </p>
        </div>
      </DialogContent>
    );
  }
  return (
    <DialogContent
      title={`Reset the password of ${member.name}?`}
      description="You get a link to send them. With it they choose another password, within a day. Until then the old one works; afterwards every session of theirs ends."
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button variant="primary" isPending={making.isPending} onClick={() => making.mutate()}>
            Make a link
          </Button>
        </>
      }
    >
      {making.error && <Alert tone="danger">{making.error.message}</Alert>}
    </DialogContent>
  );
}
