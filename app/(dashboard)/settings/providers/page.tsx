import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ProvidersView } from "@/components/settings/providers-view";
import { pageContext } from "@/lib/auth";
import { providersQuery } from "@/lib/client/providers";
import { makeQueryClient } from "@/lib/client/query-client";
import { listProviders } from "@/lib/registry";

export const metadata: Metadata = { title: "Providers" };

export default async function ProvidersPage() {
  const ctx = await pageContext();
  const queryClient = makeQueryClient();
  await queryClient.prefetchQuery({ ...providersQuery(), queryFn: async () => (await listProviders(ctx)).items });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ProvidersView canTest={ctx.scopes.has("write")} canManage={ctx.scopes.has("admin")} />
    </HydrationBoundary>
  );
}
