import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { RunDetailView } from "@/components/benchmarks/run-detail-view";
import { PageHeader } from "@/components/layout/page-header";
import { pageContext } from "@/lib/auth";
import { getRun } from "@/lib/benchmarks";
import { benchmarkRunQuery } from "@/lib/client/benchmarks";
import { makeQueryClient } from "@/lib/client/query-client";
import type { Ctx } from "@/lib/platform/ctx";
import { isAppError } from "@/lib/platform/errors";

export const metadata: Metadata = { title: "Benchmark run" };

type Props = { params: Promise<{ id: string }> };

export default async function BenchmarkRunPage({ params }: Props) {
  const ctx = await pageContext();
  const run = await findRun(ctx, (await params).id);
  if (!run) notFound();
  const queryClient = makeQueryClient();
  queryClient.setQueryData(benchmarkRunQuery(run.id).queryKey, run);
  return (
    <>
      <PageHeader
        title="Benchmark run"
        description={
          <Link href="/benchmarks" className="hover:underline">
            All benchmarks
          </Link>
        }
      />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <RunDetailView id={run.id} />
      </HydrationBoundary>
    </>
  );
}

async function findRun(ctx: Ctx, id: string) {
  try {
    return await getRun(ctx, id);
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
}
