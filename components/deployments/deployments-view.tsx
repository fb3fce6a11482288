"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Rocket } from "lucide-react";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Select } from "@/components/ui/select";
import { deploymentsQuery } from "@/lib/client/deployments";
import { DEPLOYMENT_STATUSES } from "@/lib/deployments/words";
import { DEPLOYMENT_COLUMNS } from "./deployment-columns";
import { STATES } from "./words";

/** How versions came into service, newest first, live while one is under way. */
export function DeploymentsView() {
  const [status, setStatus] = useQueryState("status", parseAsString);
  const [task] = useQueryState("task", parseAsString);
  const known = DEPLOYMENT_STATUSES.find((one) => one === status) ?? null;
  const query = useInfiniteQuery(deploymentsQuery({ task, status: known }));
  return (
    <div className="grid grid-cols-1 gap-3">
      <Select
        isQuiet
        aria-label="State"
        frameClassName="w-44"
        value={known ?? ""}
        onChange={(event) => void setStatus(event.target.value || null)}
        options={[
          { value: "", label: "Every state" },
          ...DEPLOYMENT_STATUSES.map((value) => ({ value, label: STATES[value].label })),
        ]}
      />
      <QueryView
        query={query}
        label="deployments"
        skeleton={<TableSkeleton rows={6} columns={8} />}
        empty={
          <Card>
            <EmptyState
              icon={Rocket}
              title={known ? "No deployment in this state" : "No deployment yet"}
              action={
                <Link href="/training" className={buttonVariants({ variant: "primary" })}>
                  Train a model
                </Link>
              }
            >
              A trained version comes into service by a deployment: at once, or step by step while it is compared with
              the one that serves now.
            </EmptyState>
          </Card>
        }
      >
        {({ pages }) => (
          <DataTable
            label="Deployments"
            rows={pages.flatMap((page) => page.data)}
            columns={DEPLOYMENT_COLUMNS}
            rowKey={({ id }) => id}
            loadMore={{
              hasMore: query.hasNextPage,
              isLoading: query.isFetchingNextPage,
              onPress: () => void query.fetchNextPage(),
            }}
          />
        )}
      </QueryView>
    </div>
  );
}
