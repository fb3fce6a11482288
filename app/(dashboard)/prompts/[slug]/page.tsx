import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PromptView } from "@/components/prompts/prompt-view";
import { pageContext } from "@/lib/auth";
import { promptQuery } from "@/lib/client/prompts";
import { makeQueryClient } from "@/lib/client/query-client";
import type { Ctx } from "@/lib/platform/ctx";
import { isAppError } from "@/lib/platform/errors";
import { getPrompt } from "@/lib/prompts";

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Prompt ${(await params).slug}` };
}

export default async function PromptPage({ params }: Props) {
  const { slug } = await params;
  const queryClient = makeQueryClient();
  queryClient.setQueryData(promptQuery(slug).queryKey, await promptOrNotFound(await pageContext(), slug));
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <PromptView slug={slug} />
    </HydrationBoundary>
  );
}

async function promptOrNotFound(ctx: Ctx, slug: string) {
  try {
    return await getPrompt(ctx, slug);
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") notFound();
    throw error;
  }
}
