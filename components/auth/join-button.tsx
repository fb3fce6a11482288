"use client";

import { useState } from "react";
import { switchOrganization } from "@/components/layout/switch-organization";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { acceptInvitation } from "@/lib/client/members";

/** For invited people who are signed in. */
export function JoinButton({ token, organizationName }: { token: string; organizationName: string }) {
  const [isPending, setIsPending] = useState(false);
  const [message, setMessage] = useState<string | null>(null);

  async function join() {
    setIsPending(true);
    setMessage(null);
    try {
      const { organizationId } = await acceptInvitation({ token });
      await switchOrganization(organizationId);
      window.location.replace("/");
    } catch (error) {
      setMessage(error instanceof Error ? error.message : "Something went wrong. Try again");
      setIsPending(false);
    }
  }

  return (
    <div className="grid gap-4">
      {message && <Alert tone="danger">{message}</Alert>}
      <Button variant="primary" size="lg" onClick={join} isPending={isPending}>
        Join {organizationName}
      </Button>
    </div>
  );
}
