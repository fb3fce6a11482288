"use client";

import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { acceptInvitation } from "@/lib/client/members";
import { PasswordField } from "./password-field";
import { signInWithPassword } from "./sign-in-with-password";
import { useFormSubmit } from "./use-form-submit";

/** For invited people who have no account yet. */
export function NewAccountForm({ token, email }: { token: string; email: string }) {
  const form = useFormSubmit({
    names: ["name", "password"],
    required: { name: "Say how others should see you", password: "Choose a password" },
    focusOnFailure: "password",
    submit: async ({ name, password }) => {
      await acceptInvitation({ token, name, password });
      await signInWithPassword(email, password);
      window.location.replace("/");
    },
  });

  return (
    <form method="post" noValidate onSubmit={form.onSubmit} className="grid gap-4">
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <Field label="Email" hint="You sign in with it.">
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
      <Field label="Your name" error={form.errors.name} required>
        {(control) => <Input {...control} name="name" autoComplete="name" maxLength={100} className="h-10" autoFocus />}
      </Field>
      <PasswordField
        name="password"
        label="Password"
        autoComplete="new-password"
        hint="At least 8 characters, 15 or more are better. Three or four words make a good one."
        error={form.errors.password}
      />
      <Button type="submit" variant="primary" size="lg" isPending={form.isPending}>
        Join
      </Button>
    </form>
  );
}
