import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { KnowledgeView } from "@/components/knowledge/knowledge-view";
import { pageContext } from "@/lib/auth";
import { collectionsQuery } from "@/lib/client/knowledge";
import { makeQueryClient } from "@/lib/client/query-client";
import { listCollections } from "@/lib/knowledge";
import { ListCollectionsQuery } from "@/lib/knowledge/schemas";

export const metadata: Metadata = { title: "Knowledge" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function KnowledgePage({ searchParams }: Props) {
  const ctx = await pageContext();
  const { search } = await searchParams;
  const query = ListCollectionsQuery.catch(ListCollectionsQuery.parse({ limit: 200 })).parse({ search, limit: 200 });
  const queryClient = makeQueryClient();
  await queryClient.prefetchQuery({
    ...collectionsQuery({ search: query.search ?? null }),
    queryFn: async () => (await listCollections(ctx, query)).items,
  });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <KnowledgeView />
    </HydrationBoundary>
  );
}
