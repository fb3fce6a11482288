"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { EmptyState } from "@/components/data/empty-state";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { QueryView } from "@/components/data/query-view";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { providersQuery } from "@/lib/client/providers";
import { EnvironmentNote } from "./environment-note";
import { ProviderCard } from "./provider-card";

const AddProviderDialog = lazyOverlay(
  () => import("./add-provider-dialog").then((module) => module.AddProviderDialog),
  ({ open }) => open,
);

export type ProviderRights = {
  /** Test connections. */
  canTest: boolean;
  /** Add, change, delete. */
  canManage: boolean;
};

export function ProvidersView(rights: ProviderRights) {
  const providers = useQuery(providersQuery());
  const [isAdding, setIsAdding] = useState(false);
  return (
    <>
      <PageHeader
        title="Providers"
        description="The accounts and servers that answer requests. Keys are stored encrypted and never shown again."
        actions={
          rights.canManage && (
            <Button variant="primary" onClick={() => setIsAdding(true)}>
              <Plus aria-hidden />
              Add provider
            </Button>
          )
        }
      />
      <div className="grid gap-4">
        <QueryView
          query={providers}
          label="providers"
          skeleton={
            <div className="grid gap-4 lg:grid-cols-2">
              <CardSkeleton />
              <CardSkeleton />
            </div>
          }
          empty={
            <EmptyState title="No provider yet">
              {rights.canManage ? "Add an account with its key, or your own server." : "An admin can add one."}
            </EmptyState>
          }
        >
          {(rows) => (
            <div className="grid gap-4 lg:grid-cols-2">
              {rows.map((provider) => (
                <ProviderCard key={provider.id} provider={provider} {...rights} />
              ))}
            </div>
          )}
        </QueryView>
        <EnvironmentNote isOpen={!providers.data?.some(({ source }) => source !== "built_in")} />
      </div>
      <AddProviderDialog open={isAdding} onOpenChange={setIsAdding} />
    </>
  );
}
