import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { ProviderHealthView } from "@/components/provider-health/provider-health-view";
import { pageContext } from "@/lib/auth";
import { providerHealthQuery } from "@/lib/client/provider-health";
import { makeQueryClient } from "@/lib/client/query-client";
import { listProviderHealth } from "@/lib/providers";

export const metadata: Metadata = { title: "Provider health" };

export default async function ProviderHealthPage() {
  const ctx = await pageContext();
  const queryClient = makeQueryClient();
  await queryClient.prefetchQuery({ ...providerHealthQuery(), queryFn: () => listProviderHealth(ctx, {}) });
  return (
    <>
      <PageHeader
        title="Provider health"
        description="Five failures in a row, or half of 20 calls within 30 seconds, open a model's circuit: it gets no requests until trial calls succeed."
      />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <ProviderHealthView />
      </HydrationBoundary>
    </>
  );
}
