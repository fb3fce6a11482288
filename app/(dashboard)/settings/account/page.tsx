import type { Metadata } from "next";
import { KeyValues } from "@/components/data/key-values";
import { PageHeader } from "@/components/layout/page-header";
import { ChangePasswordCard } from "@/components/settings/change-password-card";
import { ROLE_EXPLANATIONS } from "@/components/settings/roles";
import { SessionsCard } from "@/components/settings/sessions-card";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { getMe, pageContext } from "@/lib/auth";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const { actor, organization } = await getMe(await pageContext());
  return (
    <>
      <PageHeader title="Account" description="You, your password and your sessions." />
      <div className="grid gap-4">
        <Card>
          <CardHeader>
            <CardTitle>You</CardTitle>
          </CardHeader>
          <CardContent>
            <KeyValues
              items={[
                { label: "Name", value: actor.name },
                { label: "Email", value: actor.email ?? "none" },
                { label: "Organization", value: organization.name },
                { label: "Role", value: actor.role ? `${actor.role}: ${ROLE_EXPLANATIONS[actor.role]}` : "none" },
              ]}
            />
          </CardContent>
        </Card>
        <ChangePasswordCard email={actor.email ?? ""} />
        <SessionsCard />
      </div>
    </>
  );
}
