import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { DemoCard } from "@/components/onboarding/demo-card";
import { Alert } from "@/components/ui/alert";
import { pageContext } from "@/lib/auth";
import { demoQuery } from "@/lib/client/demo";
import { makeQueryClient } from "@/lib/client/query-client";
import { getDemo } from "@/lib/demo";

export const metadata: Metadata = { title: "Demo" };

export default async function DemoPage() {
  const ctx = await pageContext();
  const queryClient = makeQueryClient();
  await queryClient.prefetchQuery({ ...demoQuery(), queryFn: () => getDemo(ctx) });
  return (
    <>
      <PageHeader
        title="Demo"
        description="Something to look at before your own data is here. One click brings it, one takes it away."
      />
      {ctx.scopes.has("write") ? (
        <HydrationBoundary state={dehydrate(queryClient)}>
          <DemoCard />
        </HydrationBoundary>
      ) : (
        <Alert>Your role may look, but not load or remove the demo. Members, admins and owners may.</Alert>
      )}
    </>
  );
}
