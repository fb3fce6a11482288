import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { Scale } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { PageHeader } from "@/components/layout/page-header";
import { loadModelParameters, modelFiltersOf } from "@/components/models/model-parameters";
import { ModelsView } from "@/components/models/models-view";
import { buttonVariants } from "@/components/ui/button";
import { pageContext } from "@/lib/auth";
import { modelsQuery } from "@/lib/client/models";
import { newestPriceCheckQuery } from "@/lib/client/price-checks";
import { providersQuery } from "@/lib/client/providers";
import { makeQueryClient } from "@/lib/client/query-client";
import { getPriceCheck, listModels, listPriceChecks, listProviders } from "@/lib/registry";

export const metadata: Metadata = { title: "Models" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ModelsPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const filters = modelFiltersOf(await loadModelParameters(searchParams));
  const queryClient = makeQueryClient();
  await Promise.all([
    queryClient.prefetchQuery({
      ...modelsQuery(filters),
      queryFn: async () => (await listModels(ctx, { ...filters, limit: 200 })).items,
    }),
    queryClient.prefetchQuery({ ...providersQuery(), queryFn: async () => (await listProviders(ctx)).items }),
    queryClient.prefetchQuery({
      ...newestPriceCheckQuery(),
      queryFn: async () => {
        const [newest] = (await listPriceChecks(ctx, { limit: 1 })).items;
        return newest ? getPriceCheck(ctx, newest.id) : null;
      },
    }),
  ]);
  return (
    <>
      <PageHeader
        title="Models"
        description="What can be called, what it can do, what it costs, and where its price comes from."
        actions={
          <Link href="/models/compare" className={buttonVariants()}>
            <Scale aria-hidden className="size-3.5" />
            Compare at a task
          </Link>
        }
      />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <ModelsView />
      </HydrationBoundary>
    </>
  );
}
