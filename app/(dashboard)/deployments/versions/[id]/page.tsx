import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { DeployButton } from "@/components/deployments/deploy-button";
import { VersionDeployments } from "@/components/deployments/version-deployments";
import { PageHeader } from "@/components/layout/page-header";
import { VersionView } from "@/components/versions/version-view";
import { pageContext } from "@/lib/auth";
import { versionQuery } from "@/lib/client/deployments";
import { makeQueryClient } from "@/lib/client/query-client";
import { isAppError } from "@/lib/platform/errors";
import { describeVersion } from "@/lib/training";

export const metadata: Metadata = { title: "Model version" };

type Props = { params: Promise<{ id: string }> };

export default async function VersionPage({ params }: Props) {
  const ctx = await pageContext();
  const version = await describeVersion(ctx, (await params).id).catch((error: unknown) => {
    if (isAppError(error) && error.code === "not_found") notFound();
    throw error;
  });
  const queryClient = makeQueryClient();
  queryClient.setQueryData(versionQuery(version.id).queryKey, version);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <PageHeader
        title={`${version.modelSlug} ${version.version}`}
        description={
          <>
            Serves{" "}
            <Link href={`/tasks/${version.taskSlug}`} className="hover:underline">
              {version.taskSlug}
            </Link>
            , when it is in service.
          </>
        }
        actions={<DeployButton id={version.id} />}
      />
      <div className="grid grid-cols-1 gap-4">
        <VersionView id={version.id} />
        <VersionDeployments id={version.id} />
      </div>
    </HydrationBoundary>
  );
}
