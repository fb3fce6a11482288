import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { DeploymentDetailView } from "@/components/deployments/deployment-detail-view";
import { PageHeader } from "@/components/layout/page-header";
import { pageContext } from "@/lib/auth";
import { deploymentQuery } from "@/lib/client/deployments";
import { makeQueryClient } from "@/lib/client/query-client";
import { getDeployment } from "@/lib/deployments";
import { isAppError } from "@/lib/platform/errors";

export const metadata: Metadata = { title: "Deployment" };

type Props = { params: Promise<{ id: string }> };

export default async function DeploymentPage({ params }: Props) {
  const ctx = await pageContext();
  const deployment = await getDeployment(ctx, (await params).id).catch((error: unknown) => {
    if (isAppError(error) && error.code === "not_found") notFound();
    throw error;
  });
  const queryClient = makeQueryClient();
  queryClient.setQueryData(deploymentQuery(deployment.id).queryKey, deployment);
  return (
    <>
      <PageHeader
        title={`${deployment.model} ${deployment.version.version} for ${deployment.task}`}
        description={
          <Link href="/deployments" className="hover:underline">
            All deployments
          </Link>
        }
      />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <DeploymentDetailView id={deployment.id} />
      </HydrationBoundary>
    </>
  );
}
