import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ExperimentView } from "@/components/experiments/experiment-view";
import { pageContext } from "@/lib/auth";
import { experimentQuery, resultsQuery } from "@/lib/client/experiments";
import { makeQueryClient } from "@/lib/client/query-client";
import { getExperiment, getResults } from "@/lib/experiments";
import type { Ctx } from "@/lib/platform/ctx";
import { isAppError } from "@/lib/platform/errors";

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Experiment ${(await params).slug}` };
}

export default async function ExperimentPage({ params }: Props) {
  const { slug } = await params;
  const ctx = await pageContext();
  // First the results: what they find final, the experiment then says too.
  const results = await orNotFound(ctx, (one) => getResults(one, slug));
  const queryClient = makeQueryClient();
  queryClient.setQueryData(resultsQuery(slug).queryKey, results);
  queryClient.setQueryData(experimentQuery(slug).queryKey, await getExperiment(ctx, slug));
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ExperimentView slug={slug} />
    </HydrationBoundary>
  );
}

async function orNotFound<Result>(ctx: Ctx, read: (ctx: Ctx) => Promise<Result>): Promise<Result> {
  try {
    return await read(ctx);
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") notFound();
    throw error;
  }
}
