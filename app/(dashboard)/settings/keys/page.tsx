import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { AdminsOnly } from "@/components/settings/admins-only";
import { KeysView } from "@/components/settings/keys-view";
import { listKeys, pageContext } from "@/lib/auth";
import { ListKeysQuery } from "@/lib/auth/schemas";
import { keysQuery } from "@/lib/client/keys";
import { makeQueryClient } from "@/lib/client/query-client";

export const metadata: Metadata = { title: "API keys" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function KeysPage({ searchParams }: Props) {
  const ctx = await pageContext();
  if (!ctx.scopes.has("admin")) {
    return (
      <>
        <PageHeader title="API keys" />
        <AdminsOnly what="manage API keys" />
      </>
    );
  }
  const asked = { status: (await searchParams).status };
  const { status } = ListKeysQuery.catch(ListKeysQuery.parse({})).parse(asked);
  const queryClient = makeQueryClient();
  await queryClient.prefetchInfiniteQuery({
    ...keysQuery({ status }),
    queryFn: async () => {
      const { items, nextCursor } = await listKeys(ctx, { status, limit: 50 });
      return { data: items, nextCursor };
    },
  });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <KeysView />
    </HydrationBoundary>
  );
}
