"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { FileText } from "lucide-react";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import type { DataColumn } from "@/components/data/data-column";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { FilterBar } from "@/components/data/filter-bar";
import { FilterSearch } from "@/components/data/filter-search";
import { FilterSelect } from "@/components/data/filter-select";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { LoadMore } from "@/components/data/load-more";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { Time } from "@/components/data/time";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { formatCount } from "@/lib/client/format";
import { documentsQuery } from "@/lib/client/knowledge";
import type { KnowledgeDocument } from "@/lib/knowledge/schemas";
import { DOCUMENT_STATUSES, type DocumentStatus } from "@/lib/knowledge/words";

const DocumentSheet = lazyOverlay(
  () => import("./document-sheet").then((module) => module.DocumentSheet),
  ({ id }) => id !== null,
);

const TONES: Record<DocumentStatus, BadgeTone> = {
  waiting: "neutral",
  indexing: "accent",
  indexed: "success",
  failed: "danger",
};

const columns = (onOpen: (id: string) => void): DataColumn<KnowledgeDocument>[] => [
  {
    id: "document",
    header: "Document",
    className: "max-sm:col-span-2",
    cell: ({ id, title, externalId, problem }) => (
      <>
        <button
          type="button"
          data-open-row
          onClick={() => onOpen(id)}
          className="rounded-sm text-left font-medium hover:underline"
        >
          {title}
        </button>
        <span className="block max-w-xl text-xs break-words text-muted-foreground">{problem ?? externalId}</span>
      </>
    ),
  },
  { id: "type", header: "Type", cell: ({ mediaType }) => mediaType.replace(/^(text|application|image)\//, "") },
  { id: "status", header: "Status", cell: ({ status }) => <Badge tone={TONES[status]}>{status}</Badge> },
  { id: "pieces", header: "Pieces", align: "right", cell: ({ chunkCount }) => formatCount(chunkCount) },
  { id: "characters", header: "Characters", align: "right", cell: ({ characters }) => formatCount(characters) },
  { id: "updated", header: "Changed", align: "right", cell: ({ updatedAt }) => <Time at={updatedAt} /> },
];

export function DocumentsPanel({ slug }: { slug: string }) {
  const [filters, setFilters] = useQueryStates({
    status: parseAsStringLiteral(DOCUMENT_STATUSES),
    search: parseAsString,
    document: parseAsString,
  });
  const { status, search, document } = filters;
  const documents = useInfiniteQuery({
    ...documentsQuery(slug, { status, search }),
    placeholderData: keepPreviousData,
  });
  const activeCount = [status, search].filter(Boolean).length;
  const clear = () => void setFilters({ status: null, search: null });
  const open = (id: string | null) => void setFilters({ document: id });
  return (
    <div className="grid gap-4">
      <FilterBar activeCount={activeCount} onClear={clear}>
        <FilterSelect
          label="Status"
          value={status}
          onChange={(value) => void setFilters({ status: DOCUMENT_STATUSES.find((one) => one === value) ?? null })}
          options={DOCUMENT_STATUSES.map((value) => ({ value, label: value }))}
        />
        <FilterSearch
          label="Search documents"
          value={search ?? ""}
          onChange={(text) => void setFilters({ search: text || null })}
        />
      </FilterBar>
      <QueryView
        query={documents}
        label="documents"
        skeleton={<TableSkeleton rows={6} columns={6} />}
        empty={
          <Card>
            <EmptyState
              icon={FileText}
              title={activeCount > 0 ? "No document matches these filters" : "There is no document yet"}
              action={activeCount > 0 ? <Button onClick={clear}>Clear filters</Button> : undefined}
            >
              What is added here is cut into pieces along its headings, and can be found a moment later.
            </EmptyState>
          </Card>
        }
      >
        {({ pages }) => {
          const rows = pages.flatMap(({ data }) => data);
          return (
            <div>
              <DataTable
                label="Documents"
                rows={rows}
                columns={columns(open)}
                rowKey={({ id }) => id}
                onOpen={({ id }) => open(id)}
              />
              <LoadMore
                shown={rows.length}
                hasMore={documents.hasNextPage}
                isLoading={documents.isFetchingNextPage}
                onPress={() => void documents.fetchNextPage()}
              />
            </div>
          );
        }}
      </QueryView>
      <DocumentSheet slug={slug} id={document} onClose={() => open(null)} />
    </div>
  );
}
