import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { WebhooksView } from "@/components/alerts/webhooks-view";
import { listWebhooks } from "@/lib/alerts";
import { ListWebhooksQuery } from "@/lib/alerts/schemas";
import { pageContext } from "@/lib/auth";
import { makeQueryClient } from "@/lib/client/query-client";
import { webhooksQuery } from "@/lib/client/webhooks";

export const metadata: Metadata = { title: "Webhooks" };

export default async function WebhooksPage() {
  const ctx = await pageContext();
  const queryClient = makeQueryClient();
  await queryClient.prefetchQuery({
    ...webhooksQuery(),
    queryFn: async () => (await listWebhooks(ctx, ListWebhooksQuery.parse({ limit: 200 }))).items,
  });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <WebhooksView />
    </HydrationBoundary>
  );
}
