"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "@/components/data/confirm-dialog";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { signOutEverywhere } from "@/lib/client/members";

export function SessionsCard() {
  const [isAsking, setIsAsking] = useState(false);
  const ending = useMutation({
    mutationFn: signOutEverywhere,
    onSuccess: () => window.location.replace("/sign-in"),
  });
  return (
    <Card>
      <CardHeader>
        <CardTitle>Sessions</CardTitle>
        <CardDescription>
          Lost a laptop, or forgot to sign out somewhere? This ends every session of yours, on every device.
        </CardDescription>
      </CardHeader>
      <CardContent>
        <Button onClick={() => setIsAsking(true)}>Sign out everywhere</Button>
      </CardContent>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title="Sign out everywhere?"
        description="Every session ends within 5 seconds, this one included. API keys go on working."
        confirmLabel="Sign out everywhere"
        isPending={ending.isPending}
        error={ending.error}
        onConfirm={() => ending.mutate()}
      />
    </Card>
  );
}
