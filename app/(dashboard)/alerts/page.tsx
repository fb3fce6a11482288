import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { AlertsView } from "@/components/alerts/alerts-view";
import { PageHeader } from "@/components/layout/page-header";
import { listAlerts } from "@/lib/alerts";
import { ListAlertsQuery } from "@/lib/alerts/schemas";
import { ALERT_STATUSES } from "@/lib/alerts/words";
import { pageContext } from "@/lib/auth";
import { alertsQuery } from "@/lib/client/alerts";
import { makeQueryClient } from "@/lib/client/query-client";

export const metadata: Metadata = { title: "Alerts" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AlertsPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const asked = ListAlertsQuery.catch(ListAlertsQuery.parse({})).parse({ severity: (await searchParams).severity });
  const queryClient = makeQueryClient();
  await Promise.all(
    ALERT_STATUSES.map((status) =>
      queryClient.prefetchInfiniteQuery({
        ...alertsQuery({ status, severity: asked.severity ?? null }),
        queryFn: async () => {
          const { items, nextCursor } = await listAlerts(ctx, { ...asked, status });
          return { data: items, nextCursor };
        },
      }),
    ),
  );
  return (
    <>
      <PageHeader title="Alerts" description="What is wrong now, and what was." />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <AlertsView />
      </HydrationBoundary>
    </>
  );
}
