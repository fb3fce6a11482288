import type { ReactNode } from "react";
import { SettingsNavigation } from "@/components/settings/settings-navigation";
import { pageContext } from "@/lib/auth";

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { scopes } = await pageContext();
  return (
    <>
      <SettingsNavigation isAdmin={scopes.has("admin")} />
      {children}
    </>
  );
}
