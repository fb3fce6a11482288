import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CertificateView } from "@/components/optimization/certificate-view";
import { pageContext } from "@/lib/auth";
import { optimizationQuery } from "@/lib/client/optimization";
import { makeQueryClient } from "@/lib/client/query-client";
import { getOptimization } from "@/lib/optimization";
import { isAppError } from "@/lib/platform/errors";

export const metadata: Metadata = { title: "Optimization" };

export default async function OptimizationRunPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const ctx = await pageContext();
  const queryClient = makeQueryClient();
  try {
    queryClient.setQueryData(optimizationQuery(id).queryKey, await getOptimization(ctx, id));
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") notFound();
    throw error;
  }
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <CertificateView id={id} />
    </HydrationBoundary>
  );
}
