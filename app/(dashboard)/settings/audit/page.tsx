import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { AdminsOnly } from "@/components/settings/admins-only";
import { pageContext } from "@/lib/auth";
import { makeQueryClient } from "@/lib/client/query-client";
import { listAudit } from "@/lib/platform/audit";
import { ListAuditQuery } from "@/lib/platform/audit-schemas";
import { auditQuery } from "./audit-query";
import { AuditView } from "./audit-view";

export const metadata: Metadata = { title: "Audit log" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AuditPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const header = <PageHeader title="Audit log" description="Who changed what, when, and what it was before." />;
  if (!ctx.scopes.has("admin")) {
    return (
      <>
        {header}
        <AdminsOnly what="read the audit log" />
      </>
    );
  }
  const parameters = await searchParams;
  const { action, subjectType, subjectId } = ListAuditQuery.catch(ListAuditQuery.parse({})).parse({
    action: parameters.action,
    subjectType: parameters.subjectType,
    subjectId: parameters.subjectId,
  });
  const queryClient = makeQueryClient();
  await queryClient.prefetchInfiniteQuery({
    ...auditQuery({ action: action ?? null, subjectType: subjectType ?? null, subjectId: subjectId ?? null }),
    queryFn: async () => {
      const { items, nextCursor } = await listAudit(ctx, { action, subjectType, subjectId, limit: 50 });
      return { data: items, nextCursor };
    },
  });
  return (
    <>
      {header}
      <HydrationBoundary state={dehydrate(queryClient)}>
        <AuditView />
      </HydrationBoundary>
    </>
  );
}
