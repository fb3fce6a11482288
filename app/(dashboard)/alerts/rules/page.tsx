import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { RulesView } from "@/components/alerts/rules-view";
import { listAlertRules } from "@/lib/alerts";
import { ListAlertRulesQuery } from "@/lib/alerts/schemas";
import { pageContext } from "@/lib/auth";
import { alertRulesQuery } from "@/lib/client/alerts";
import { makeQueryClient } from "@/lib/client/query-client";

export const metadata: Metadata = { title: "Alert rules" };

export default async function AlertRulesPage() {
  const ctx = await pageContext();
  const queryClient = makeQueryClient();
  await queryClient.prefetchQuery({
    ...alertRulesQuery(),
    queryFn: async () => (await listAlertRules(ctx, ListAlertRulesQuery.parse({ limit: 200 }))).items,
  });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <RulesView />
    </HydrationBoundary>
  );
}
