import type { Metadata } from "next";
import Link from "next/link";
import { AuthCard } from "@/components/auth/auth-card";
import { SetupForm } from "@/components/auth/setup-form";
import { Alert } from "@/components/ui/alert";
import { buttonVariants } from "@/components/ui/button";
import { isSetupOpen, isSetupToken } from "@/lib/auth";
import { getRuntime } from "@/lib/platform/runtime";

export const metadata: Metadata = { title: "Set up" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SetupPage({ searchParams }: Props) {
  const { token } = await searchParams;
  const runtime = getRuntime();
  if (!(await isSetupOpen(runtime))) return <SetUpAlready />;
  const isRightLink = typeof token === "string" && isSetupToken(token, runtime.environment.nextAuthSecret);
  if (!isRightLink) return <LinkNeeded isWrong={token !== undefined} />;
  return (
    <AuthCard
      title="Set up AI Gym"
      description="You become the owner: you invite the others and decide who may do what."
    >
      <SetupForm token={token} />
    </AuthCard>
  );
}

function SetUpAlready() {
  return (
    <AuthCard
      title="This installation is set up"
      description="It has an owner, so the one-time link does not work any more. Sign in, or ask the owner for an invitation."
    >
      <Link href="/sign-in" className={buttonVariants({ variant: "primary", size: "lg" })}>
        Sign in
      </Link>
    </AuthCard>
  );
}

function LinkNeeded({ isWrong }: { isWrong: boolean }) {
  return (
    <AuthCard
      title="Almost there"
      description="Nobody has an account here yet. The first one is made through a one-time link."
    >
      {isWrong && <Alert tone="danger">This link is not valid for this installation. Copy the whole link again.</Alert>}
      <p className="text-sm">
        The server prints the link when it starts: look for <code className="font-mono">/setup?token=…</code> in its
        terminal or log, and open it in this browser.
      </p>
    </AuthCard>
  );
}
