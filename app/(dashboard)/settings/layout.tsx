import type { ReactNode } from "react";
import { SectionNavigation } from "@/components/layout/section-navigation";
import { settingsPages } from "@/components/settings/settings-pages";
import { pageContext } from "@/lib/auth";

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { scopes } = await pageContext();
  return (
    <>
      <SectionNavigation label="Settings" pages={settingsPages(scopes.has("admin"))} />
      {children}
    </>
  );
}
