"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Route } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { LOOK_ONLY, useMay } from "@/components/layout/permissions";
import { Card } from "@/components/ui/card";
import { routingPoliciesQuery } from "@/lib/client/routing";
import { ImportRecordingButton } from "./import-recording-button";
import { LearnButton } from "./learn-button";
import { PoliciesUnderWay } from "./policies-under-way";
import { policyColumns } from "./policy-columns";

const PolicyDialog = lazyOverlay(
  () => import("./policy-dialog").then((module) => module.PolicyDialog),
  ({ policy }) => policy !== null,
);

export function PoliciesSection() {
  const query = useInfiniteQuery(routingPoliciesQuery());
  const [openId, setOpenId] = useQueryState("policy", parseAsString);
  const mayWrite = useMay("write");
  const hasPolicies = query.data?.pages.some((page) => page.data.length > 0) ?? false;
  return (
    <section className="grid grid-cols-1 gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-sm font-semibold">Policies</h2>
        {mayWrite && hasPolicies && <LearnButton />}
      </div>
      <QueryView
        query={query}
        label="policies"
        skeleton={<TableSkeleton rows={3} columns={7} />}
        empty={
          <Card>
            <EmptyState
              icon={Route}
              title="No policy yet"
              action={
                mayWrite && (
                  <div className="flex flex-wrap justify-center gap-2">
                    <ImportRecordingButton />
                    <LearnButton />
                  </div>
                )
              }
            >
              A policy decides which model gets a prompt, and whether a second one is asked. It is learnt from prompts
              that several models answered: from a recording of them, or from your own scored executions.
              {!mayWrite && ` ${LOOK_ONLY}`}
            </EmptyState>
          </Card>
        }
      >
        {({ pages }) => {
          const policies = pages.flatMap((page) => page.data);
          return (
            <>
              <PoliciesUnderWay policies={policies} mayCancel={mayWrite} />
              <DataTable
                label="Policies"
                rows={policies}
                columns={policyColumns(mayWrite)}
                rowKey={({ id }) => id}
                onOpen={({ id }) => void setOpenId(id)}
                loadMore={{
                  hasMore: query.hasNextPage,
                  isLoading: query.isFetchingNextPage,
                  onPress: () => void query.fetchNextPage(),
                }}
              />
              <p className="text-xs text-muted-foreground">
                Quality with its standard error and cost, each in percent of the best single model&apos;s, on prompts
                that the policy did not learn from.
              </p>
              <PolicyDialog
                policy={policies.find(({ id }) => id === openId) ?? null}
                onClose={() => void setOpenId(null)}
              />
            </>
          );
        }}
      </QueryView>
    </section>
  );
}
