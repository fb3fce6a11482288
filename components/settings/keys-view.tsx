"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { FilterBar } from "@/components/data/filter-bar";
import { FilterSelect } from "@/components/data/filter-select";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import type { ApiKey } from "@/lib/auth/schemas";
import { keysQuery } from "@/lib/client/keys";
import { keyColumns } from "./key-columns";
import { RevokeKeyDialog } from "./revoke-key-dialog";

const CreateKeyDialog = lazyOverlay(
  () => import("./create-key-dialog").then((module) => module.CreateKeyDialog),
  ({ open }) => open,
);

const RotateKeyDialog = lazyOverlay(
  () => import("./rotate-key-dialog").then((module) => module.RotateKeyDialog),
  ({ apiKey }) => apiKey !== null,
);

const KeyLimitsDialog = lazyOverlay(
  () => import("./key-limits-dialog").then((module) => module.KeyLimitsDialog),
  ({ apiKey }) => apiKey !== null,
);

const OTHER_LISTS = ["ended", "all"] as const;
const OPTIONS = [
  { value: "ended", label: "Expired or revoked" },
  { value: "all", label: "All keys" },
];

export function KeysView() {
  const [status, setStatus] = useQueryState("status", parseAsStringLiteral(OTHER_LISTS));
  const keys = useInfiniteQuery({ ...keysQuery({ status: status ?? "active" }), placeholderData: keepPreviousData });
  const [isCreating, setIsCreating] = useState(false);
  const [rotated, setRotated] = useState<ApiKey | null>(null);
  const [limited, setLimited] = useState<ApiKey | null>(null);
  const [revoked, setRevoked] = useState<ApiKey | null>(null);
  const create = (
    <Button variant="primary" onClick={() => setIsCreating(true)}>
      <Plus aria-hidden />
      Create key
    </Button>
  );

  return (
    <>
      <PageHeader title="API keys" description="With a key, programs send requests and use the API." actions={create} />
      <div className="grid gap-4">
        <FilterBar activeCount={status === null ? 0 : 1} onClear={() => void setStatus(null)}>
          <FilterSelect
            label="Keys"
            allLabel="Keys that work"
            value={status}
            onChange={(value) => void setStatus(OTHER_LISTS.find((one) => one === value) ?? null)}
            options={OPTIONS}
          />
        </FilterBar>
        <QueryView
          query={keys}
          label="API keys"
          skeleton={<TableSkeleton rows={4} columns={6} />}
          empty={
            status === "ended" ? (
              <EmptyState
                icon={KeyRound}
                title="No key has ended"
                action={<Button onClick={() => void setStatus(null)}>Show keys that work</Button>}
              >
                Expired and revoked keys are listed here.
              </EmptyState>
            ) : (
              <EmptyState icon={KeyRound} title="No API key yet">
                Create one to send the first request. It is shown once, and can be revoked at any time.
              </EmptyState>
            )
          }
        >
          {({ pages }) => (
            <DataTable
              label="API keys"
              rows={pages.flatMap((page) => page.data)}
              columns={keyColumns({ onLimit: setLimited, onRotate: setRotated, onRevoke: setRevoked })}
              rowKey={({ id }) => id}
              loadMore={{
                hasMore: keys.hasNextPage,
                isLoading: keys.isFetchingNextPage,
                onPress: () => void keys.fetchNextPage(),
              }}
            />
          )}
        </QueryView>
      </div>
      <CreateKeyDialog open={isCreating} onOpenChange={setIsCreating} />
      <KeyLimitsDialog apiKey={limited} onClose={() => setLimited(null)} />
      <RotateKeyDialog apiKey={rotated} onClose={() => setRotated(null)} />
      <RevokeKeyDialog apiKey={revoked} onClose={() => setRevoked(null)} />
    </>
  );
}
