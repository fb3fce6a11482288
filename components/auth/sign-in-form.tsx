"use client";

import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordField } from "./password-field";
import { signInWithPassword } from "./sign-in-with-password";
import { useFormSubmit } from "./use-form-submit";

/** `next` is a path of this site; `notice` says why the person is here, when there is something to say. */
export function SignInForm({ next, notice }: { next: string; notice: string | null }) {
  const form = useFormSubmit({
    names: ["email", "password"],
    required: { email: "Enter your email address", password: "Enter your password" },
    focusOnFailure: "password",
    submit: async ({ email, password }) => {
      await signInWithPassword(email, password);
      // A full load: everything that was rendered for a stranger is thrown away.
      window.location.replace(next);
    },
  });
  const message = form.message ?? notice;

  return (
    <form method="post" noValidate onSubmit={form.onSubmit} className="grid gap-4">
      {message && <Alert tone="danger">{message}</Alert>}
      <Field label="Email" error={form.errors.email} required>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            className="h-10"
            autoFocus
          />
        )}
      </Field>
      <PasswordField name="password" label="Password" autoComplete="current-password" error={form.errors.password} />
      <Button type="submit" variant="primary" size="lg" isPending={form.isPending}>
        Sign in
      </Button>
    </form>
  );
}
