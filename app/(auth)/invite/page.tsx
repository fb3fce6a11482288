import type { Metadata } from "next";
import Link from "next/link";
import { AuthCard } from "@/components/auth/auth-card";
import { JoinButton } from "@/components/auth/join-button";
import { NewAccountForm } from "@/components/auth/new-account-form";
import { SignOutButton } from "@/components/auth/sign-out-button";
import { Alert } from "@/components/ui/alert";
import { buttonVariants } from "@/components/ui/button";
import { pageVisitor, previewInvitation, type InvitationPreview } from "@/lib/auth";
import { isAppError } from "@/lib/platform/errors";
import { getRuntime } from "@/lib/platform/runtime";

export const metadata: Metadata = { title: "Invitation" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function InvitePage({ searchParams }: Props) {
  const { token } = await searchParams;
  const given = typeof token === "string" ? token : "";
  const found = await readInvitation(given);
  if ("problem" in found) return <NoInvitation problem={found.problem} />;

  const { invitation } = found;
  const visitor = await pageVisitor();
  const signedInAs = visitor?.actor.type === "user" ? visitor.actor.email : null;
  return (
    <AuthCard
      title={`Join ${invitation.organizationName}`}
      description={`You are invited as ${invitation.role}. The invitation is for ${invitation.email}.`}
    >
      <WayIn invitation={invitation} token={given} signedInAs={signedInAs} />
    </AuthCard>
  );
}

type WayInProps = { invitation: InvitationPreview; token: string; signedInAs: string | null };

function WayIn({ invitation: { email, organizationName, hasAccount }, token, signedInAs }: WayInProps) {
  if (signedInAs && signedInAs !== email) {
    return (
      <>
        <Alert tone="warning">You are signed in as {signedInAs}. Sign out to accept this invitation.</Alert>
        <SignOutButton />
      </>
    );
  }
  if (signedInAs) return <JoinButton token={token} organizationName={organizationName} />;
  if (!hasAccount) return <NewAccountForm token={token} email={email} />;
  const back = `/invite?token=${encodeURIComponent(token)}`;
  return (
    <>
      <p className="text-sm">You have an account already. Sign in, and you come back here.</p>
      <Link
        href={`/sign-in?next=${encodeURIComponent(back)}`}
        className={buttonVariants({ variant: "primary", size: "lg" })}
      >
        Sign in
      </Link>
    </>
  );
}

function NoInvitation({ problem }: { problem: string }) {
  return (
    <AuthCard title="This invitation cannot be used" description={problem}>
      <Link href="/sign-in" className={buttonVariants({ size: "lg" })}>
        Sign in
      </Link>
    </AuthCard>
  );
}

async function readInvitation(token: string): Promise<{ invitation: InvitationPreview } | { problem: string }> {
  try {
    return { invitation: await previewInvitation(getRuntime(), token) };
  } catch (error) {
    if (isAppError(error) && (error.code === "not_found" || error.code === "conflict"))
      return { problem: error.message };
    throw error;
  }
}
