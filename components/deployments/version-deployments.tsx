"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { DataTable } from "@/components/data/data-table";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { Card, CardContent } from "@/components/ui/card";
import { deploymentsQuery } from "@/lib/client/deployments";
import { DEPLOYMENT_COLUMNS } from "./deployment-columns";

/** Deployments that put this version into service, or took it out. */
export function VersionDeployments({ id }: { id: string }) {
  const router = useRouter();
  const query = useInfiniteQuery(deploymentsQuery({ version: id }));
  return (
    <section className="grid grid-cols-1 gap-2">
      <h2 className="text-sm font-semibold">Deployments</h2>
      <QueryView
        query={query}
        label="deployments"
        skeleton={<TableSkeleton rows={2} columns={8} />}
        empty={
          <Card>
            <CardContent className="text-sm text-muted-foreground">It was never deployed.</CardContent>
          </Card>
        }
      >
        {({ pages }) => (
          <DataTable
            label="Deployments of this version"
            rows={pages.flatMap((page) => page.data)}
            columns={DEPLOYMENT_COLUMNS}
            rowKey={({ id: own }) => own}
            onOpen={({ id: own }) => router.push(`/deployments/${own}`)}
            loadMore={{
              hasMore: query.hasNextPage,
              isLoading: query.isFetchingNextPage,
              onPress: () => void query.fetchNextPage(),
            }}
          />
        )}
      </QueryView>
    </section>
  );
}
