import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { RetentionView } from "@/components/settings/retention-view";
import { pageContext } from "@/lib/auth";
import { makeQueryClient } from "@/lib/client/query-client";
import { retentionQuery } from "@/lib/client/retention";
import { getRetention } from "@/lib/executions";

export const metadata: Metadata = { title: "Retention" };

export default async function RetentionPage() {
  const ctx = await pageContext();
  const queryClient = makeQueryClient();
  await queryClient.prefetchQuery({ ...retentionQuery(), queryFn: () => getRetention(ctx) });
  return (
    <>
      <PageHeader title="Retention" description="How long executions are kept, with what was asked and answered." />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <RetentionView canChange={ctx.scopes.has("admin")} />
      </HydrationBoundary>
    </>
  );
}
