import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PromptsView } from "@/components/prompts/prompts-view";
import { pageContext } from "@/lib/auth";
import { promptsQuery } from "@/lib/client/prompts";
import { makeQueryClient } from "@/lib/client/query-client";
import { listPrompts } from "@/lib/prompts";
import { ListPromptsQuery } from "@/lib/prompts/schemas";

export const metadata: Metadata = { title: "Prompts" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PromptsPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const { category, search } = await searchParams;
  const query = ListPromptsQuery.safeParse({ category, search, limit: 200 });
  const { category: chosen = null, search: text = null } = query.data ?? {};
  const queryClient = makeQueryClient();
  await queryClient.prefetchQuery({
    ...promptsQuery({ category: chosen, search: text }),
    queryFn: async () => (await listPrompts(ctx, query.data ?? ListPromptsQuery.parse({ limit: 200 }))).items,
  });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <PromptsView />
    </HydrationBoundary>
  );
}
