"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Library, Plus } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import type { DataColumn } from "@/components/data/data-column";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { FilterBar } from "@/components/data/filter-bar";
import { FilterSearch } from "@/components/data/filter-search";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { Time } from "@/components/data/time";
import { PageHeader } from "@/components/layout/page-header";
import { useMay } from "@/components/layout/permissions";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { formatCount } from "@/lib/client/format";
import { collectionsQuery } from "@/lib/client/knowledge";
import type { Collection } from "@/lib/knowledge/schemas";
import { STORE_NAMES } from "./store-names";

const CreateCollectionDialog = lazyOverlay(
  () => import("./create-collection-dialog").then((module) => module.CreateCollectionDialog),
  ({ open }) => open,
);

const COLUMNS: DataColumn<Collection>[] = [
  {
    id: "collection",
    header: "Collection",
    className: "max-sm:col-span-2",
    cell: ({ slug, name, description }) => (
      <>
        <Link data-open-row href={`/knowledge/${slug}`} className="rounded-sm font-medium hover:underline">
          {name}
        </Link>
        <span className="block max-w-xl text-xs text-muted-foreground">{description || slug}</span>
      </>
    ),
  },
  { id: "documents", header: "Documents", align: "right", cell: ({ documentCount }) => formatCount(documentCount) },
  { id: "pieces", header: "Pieces", align: "right", cell: ({ chunkCount }) => formatCount(chunkCount) },
  {
    id: "model",
    header: "Embedded by",
    cell: ({ embeddingModel }) => <code className="text-xs">{embeddingModel}</code>,
  },
  { id: "store", header: "Kept in", cell: ({ store }) => STORE_NAMES[store] },
  { id: "created", header: "Created", align: "right", cell: ({ createdAt }) => <Time at={createdAt} /> },
];

export function KnowledgeView() {
  const router = useRouter();
  const mayWrite = useMay("write");
  const [isCreating, setIsCreating] = useState(false);
  const [search, setSearch] = useQueryState("search", parseAsString);
  const collections = useQuery({ ...collectionsQuery({ search }), placeholderData: keepPreviousData });
  const create = mayWrite && (
    <Button variant="primary" onClick={() => setIsCreating(true)}>
      <Plus aria-hidden />
      Create collection
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Knowledge"
        description="Documents that are searched by words and by meaning, and that tasks answer from, with their sources."
        actions={create}
      />
      <div className="grid gap-4">
        <FilterBar activeCount={search ? 1 : 0} onClear={() => void setSearch(null)}>
          <FilterSearch
            label="Search collections"
            value={search ?? ""}
            onChange={(text) => void setSearch(text || null)}
          />
        </FilterBar>
        <QueryView
          query={collections}
          label="collections"
          skeleton={<TableSkeleton rows={4} columns={6} />}
          empty={
            <Card>
              <EmptyState
                icon={Library}
                title={search ? "No collection matches this search" : "There is no collection yet"}
                action={search ? <Button onClick={() => void setSearch(null)}>Clear search</Button> : create}
              >
                A collection holds documents: manuals, policies, tickets. They are cut into pieces, and a search finds
                the pieces that say what is asked for.
              </EmptyState>
            </Card>
          }
        >
          {(rows) => (
            <DataTable
              label="Collections"
              rows={rows}
              columns={COLUMNS}
              rowKey={({ slug }) => slug}
              onOpen={({ slug }) => router.push(`/knowledge/${slug}`)}
            />
          )}
        </QueryView>
      </div>
      <CreateCollectionDialog
        open={isCreating}
        onOpenChange={setIsCreating}
        onCreated={(slug) => router.push(`/knowledge/${slug}`)}
      />
    </>
  );
}
