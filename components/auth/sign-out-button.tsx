"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";

/** Signs out and comes back to the same page. */
export function SignOutButton() {
  const [isPending, setIsPending] = useState(false);

  async function leave() {
    setIsPending(true);
    try {
      const { signOut } = await import("next-auth/react");
      await signOut({ redirect: false });
      window.location.reload();
    } catch {
      setIsPending(false);
      notify.error("Signing out failed", { description: "The server did not answer. Try again." });
    }
  }

  return (
    <Button size="lg" onClick={leave} isPending={isPending}>
      Sign out
    </Button>
  );
}
