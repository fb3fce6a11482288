import type { ReactNode } from "react";
import { KnownColoursProvider } from "@/components/charts/known-colours";
import { AppShell } from "@/components/layout/app-shell";
import { Permissions } from "@/components/layout/permissions";
import { getMe, pageContext } from "@/lib/auth";
import { listModels } from "@/lib/registry";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const ctx = await pageContext();
  const [me, models] = await Promise.all([getMe(ctx), listModels(ctx, { status: "ready", limit: 200 })]);
  const oldestFirst = models.items.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  return (
    <KnownColoursProvider keys={oldestFirst.map(({ slug }) => slug)}>
      <Permissions scopes={me.scopes}>
        <AppShell me={me}>{children}</AppShell>
      </Permissions>
    </KnownColoursProvider>
  );
}
