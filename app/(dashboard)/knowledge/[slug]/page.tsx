import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CollectionView } from "@/components/knowledge/collection-view";
import { pageContext } from "@/lib/auth";
import { collectionQuery, DOCUMENTS_SHOWN, documentsQuery } from "@/lib/client/knowledge";
import { makeQueryClient } from "@/lib/client/query-client";
import { getCollection, listDocuments } from "@/lib/knowledge";
import { ListDocumentsQuery } from "@/lib/knowledge/schemas";
import type { Ctx } from "@/lib/platform/ctx";
import { isAppError } from "@/lib/platform/errors";

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Collection ${(await params).slug}` };
}

export default async function CollectionPage({ params, searchParams }: Props) {
  const [{ slug }, { status, search }, ctx] = await Promise.all([params, searchParams, pageContext()]);
  const limit = DOCUMENTS_SHOWN;
  const query = ListDocumentsQuery.catch(ListDocumentsQuery.parse({ limit })).parse({ status, search, limit });
  const queryClient = makeQueryClient();
  queryClient.setQueryData(collectionQuery(slug).queryKey, await collectionOrNotFound(ctx, slug));
  await queryClient.prefetchInfiniteQuery({
    ...documentsQuery(slug, { status: query.status ?? null, search: query.search ?? null }),
    queryFn: async () => {
      const { items, nextCursor } = await listDocuments(ctx, slug, query);
      return { data: items, nextCursor };
    },
  });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <CollectionView slug={slug} />
    </HydrationBoundary>
  );
}

async function collectionOrNotFound(ctx: Ctx, slug: string) {
  try {
    return await getCollection(ctx, slug);
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") notFound();
    throw error;
  }
}
