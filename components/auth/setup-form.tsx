"use client";

import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { api } from "@/lib/client/api";
import { PasswordField } from "./password-field";
import { signInWithPassword } from "./sign-in-with-password";
import { useFormSubmit } from "./use-form-submit";

export function SetupForm({ token }: { token: string }) {
  const form = useFormSubmit({
    names: ["organizationName", "name", "email", "password"],
    required: {
      organizationName: "Name your team or company",
      name: "Say how others should see you",
      email: "Enter your email address",
      password: "Choose a password",
    },
    focusOnFailure: "password",
    submit: async (values) => {
      await api("/setup", { body: { token, ...values } });
      await signInWithPassword(values.email, values.password);
      window.location.replace("/");
    },
  });

  return (
    <form method="post" noValidate onSubmit={form.onSubmit} className="grid gap-4">
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <Field label="Organization" hint="Your team or company." error={form.errors.organizationName} required>
        {(control) => (
          <Input
            {...control}
            name="organizationName"
            autoComplete="organization"
            maxLength={100}
            className="h-10"
            autoFocus
          />
        )}
      </Field>
      <Field label="Your name" error={form.errors.name} required>
        {(control) => <Input {...control} name="name" autoComplete="name" maxLength={100} className="h-10" />}
      </Field>
      <Field label="Email" hint="You sign in with it. Nothing is sent to it." error={form.errors.email} required>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            className="h-10"
          />
        )}
      </Field>
      <PasswordField
        name="password"
        label="Password"
        autoComplete="new-password"
        hint="At least 8 characters, 15 or more are better. Three or four words make a good one."
        error={form.errors.password}
      />
      <Button type="submit" variant="primary" size="lg" isPending={form.isPending}>
        Create organization
      </Button>
    </form>
  );
}
