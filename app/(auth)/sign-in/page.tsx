import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthCard } from "@/components/auth/auth-card";
import { SignInForm } from "@/components/auth/sign-in-form";
import { isSetupOpen, pageVisitor, safePath } from "@/lib/auth";
import { getRuntime } from "@/lib/platform/runtime";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const { next, error } = await searchParams;
  const path = safePath(typeof next === "string" ? next : null);
  if (await pageVisitor()) redirect(path);
  if (await isSetupOpen(getRuntime())) redirect("/setup");
  // The address may claim anything about the error, so only that there was one is believed.
  const notice = error === undefined ? null : "Signing in did not work. Try again";
  return (
    <AuthCard title="Sign in to AI Gym">
      <SignInForm next={path} notice={notice} />
      <p className="text-xs text-muted-foreground">
        No account yet? Ask an admin of your organization for an invitation.
      </p>
    </AuthCard>
  );
}
