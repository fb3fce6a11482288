"use client";

import { PasswordField } from "@/components/auth/password-field";
import { useFormSubmit } from "@/components/auth/use-form-submit";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { changePassword } from "@/lib/client/members";

/** `email` tells password managers whose password it is. */
export function ChangePasswordCard({ email }: { email: string }) {
  const form = useFormSubmit({
    names: ["currentPassword", "newPassword"],
    required: { currentPassword: "Enter your current password", newPassword: "Choose a new password" },
    focusOnFailure: "currentPassword",
    submit: async ({ currentPassword, newPassword }) => {
      await changePassword(currentPassword, newPassword);
      // The server has ended this session too.
      window.location.replace("/sign-in");
    },
  });
  return (
    <Card>
      <CardHeader>
        <CardTitle>Password</CardTitle>
        <CardDescription>
          Changing it signs you out everywhere, here too. Then sign in with the new one.
        </CardDescription>
      </CardHeader>
      <CardContent>
        <form method="post" noValidate onSubmit={form.onSubmit} className="grid max-w-md gap-4">
          {form.message && <Alert tone="danger">{form.message}</Alert>}
          <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
          <PasswordField
            name="currentPassword"
            label="Current password"
            autoComplete="current-password"
            error={form.errors.currentPassword}
          />
          <PasswordField
            name="newPassword"
            label="New password"
            autoComplete="new-password"
            hint="At least 8 characters, 15 or more are better. Three or four words make a good one."
            error={form.errors.newPassword}
          />
          <Button type="submit" variant="primary" className="justify-self-start" isPending={form.isPending}>
            Change password
          </Button>
        </form>
      </CardContent>
    </Card>
  );
}
