import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { RunDetailView } from "@/components/training/run-detail-view";
import { pageContext } from "@/lib/auth";
import { makeQueryClient } from "@/lib/client/query-client";
import { datasetsQuery, trainingRunQuery } from "@/lib/client/training";
import type { Ctx } from "@/lib/platform/ctx";
import { isAppError } from "@/lib/platform/errors";
import { getTrainingRun, listDatasets } from "@/lib/training";

export const metadata: Metadata = { title: "Training run" };

type Props = { params: Promise<{ id: string }> };

export default async function TrainingRunPage({ params }: Props) {
  const ctx = await pageContext();
  const run = await findRun(ctx, (await params).id);
  if (!run) notFound();
  const { id, task } = run;
  const queryClient = makeQueryClient();
  queryClient.setQueryData(trainingRunQuery(id).queryKey, run);
  await queryClient.prefetchQuery({
    ...datasetsQuery({ task }),
    queryFn: async () => (await listDatasets(ctx, { task, limit: 200 })).items,
  });
  return (
    <>
      <PageHeader
        title={`Training run for ${task}`}
        description={
          <Link href="/training" className="hover:underline">
            All training runs
          </Link>
        }
      />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <RunDetailView id={id} canWrite={ctx.scopes.has("write")} />
      </HydrationBoundary>
    </>
  );
}

async function findRun(ctx: Ctx, id: string) {
  try {
    return await getTrainingRun(ctx, id);
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
}
