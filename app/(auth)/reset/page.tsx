import type { Metadata } from "next";
import Link from "next/link";
import { AuthCard } from "@/components/auth/auth-card";
import { ResetPasswordForm } from "@/components/auth/reset-password-form";
import { buttonVariants } from "@/components/ui/button";
import { previewPasswordReset } from "@/lib/auth";
import { isAppError } from "@/lib/platform/errors";
import { getRuntime } from "@/lib/platform/runtime";

export const metadata: Metadata = { title: "New password" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ResetPage({ searchParams }: Props) {
  const { token } = await searchParams;
  const given = typeof token === "string" ? token : "";
  const found = await readReset(given);
  if ("problem" in found) {
    return (
      <AuthCard title="This link cannot be used" description={found.problem}>
        <Link href="/sign-in" className={buttonVariants({ size: "lg" })}>
          Sign in
        </Link>
      </AuthCard>
    );
  }
  return (
    <AuthCard title="Choose a new password" description="Every session of this account ends, on every device.">
      <ResetPasswordForm token={given} email={found.email} />
    </AuthCard>
  );
}

async function readReset(token: string): Promise<{ email: string } | { problem: string }> {
  try {
    return await previewPasswordReset(getRuntime(), token);
  } catch (error) {
    if (isAppError(error) && (error.code === "not_found" || error.code === "conflict"))
      return { problem: error.message };
    throw error;
  }
}
