import type { ReactNode } from "react";
import { AppShell } from "@/components/layout/app-shell";
import { getMe, pageContext } from "@/lib/auth";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const me = await getMe(await pageContext());
  return <AppShell me={me}>{children}</AppShell>;
}
