"use client";

import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { resetPassword } from "@/lib/client/members";
import { PasswordField } from "./password-field";
import { signInWithPassword } from "./sign-in-with-password";
import { useFormSubmit } from "./use-form-submit";

/** For whoever opened a one-time link: sets the password and signs in with it. */
export function ResetPasswordForm({ token, email }: { token: string; email: string }) {
  const form = useFormSubmit({
    names: ["password"],
    required: { password: "Choose a password" },
    focusOnFailure: "password",
    submit: async ({ password }) => {
      await resetPassword(token, password);
      await signInWithPassword(email, password);
      window.location.replace("/");
    },
  });
  return (
    <form method="post" noValidate onSubmit={form.onSubmit} className="grid gap-4">
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <Field label="Email">
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            value={email}
            readOnly
            className="h-10 bg-surface-muted"
          />
        )}
      </Field>
      <PasswordField
        name="password"
        label="New password"
        autoComplete="new-password"
        hint="At least 8 characters, 15 or more are better. Three or four words make a good one."
        error={form.errors.password}
      />
      <Button type="submit" variant="primary" size="lg" isPending={form.isPending}>
        Save and sign in
      </Button>
    </form>
  );
}
