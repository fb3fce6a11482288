"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Download, LibraryBig, Plus, TextQuote, Upload } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState } from "react";
import type { DataColumn } from "@/components/data/data-column";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { FilterBar } from "@/components/data/filter-bar";
import { FilterSearch } from "@/components/data/filter-search";
import { FilterSelect } from "@/components/data/filter-select";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { Time } from "@/components/data/time";
import { PageHeader } from "@/components/layout/page-header";
import { useMay } from "@/components/layout/permissions";
import { Badge } from "@/components/ui/badge";
import { Button, buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { addStarterPrompts, PROMPTS_FILE, promptsQuery } from "@/lib/client/prompts";
import type { Prompt } from "@/lib/prompts/schemas";
import { PROMPT_CATEGORIES } from "@/lib/prompts/words";
import { categoryName } from "./category-name";
import { useChangePrompt } from "./use-change-prompt";

const CreatePromptDialog = lazyOverlay(
  () => import("./create-prompt-dialog").then((module) => module.CreatePromptDialog),
  ({ open }) => open,
);

const COLUMNS: DataColumn<Prompt>[] = [
  {
    id: "prompt",
    header: "Prompt",
    className: "max-sm:col-span-2",
    cell: ({ slug, name, description }) => (
      <>
        <Link data-open-row href={`/prompts/${slug}`} className="rounded-sm font-medium hover:underline">
          {name}
        </Link>
        <span className="block max-w-xl text-xs text-muted-foreground">{description}</span>
      </>
    ),
  },
  { id: "slug", header: "Called", cell: ({ slug }) => <code className="text-xs">{slug}</code> },
  { id: "category", header: "Category", cell: ({ category }) => categoryName(category) },
  {
    id: "labels",
    header: "Labels",
    cell: ({ labels }) =>
      Object.keys(labels).length === 0 ? (
        <span className="text-muted-foreground">none</span>
      ) : (
        <span className="flex flex-wrap gap-1">
          {Object.entries(labels).map(([label, version]) => (
            <Badge key={label} tone={label === "production" ? "success" : "neutral"}>
              {label} {version}
            </Badge>
          ))}
        </span>
      ),
  },
  { id: "versions", header: "Versions", align: "right", cell: ({ latestVersion }) => latestVersion },
  { id: "updated", header: "Changed", align: "right", cell: ({ updatedAt }) => <Time at={updatedAt} /> },
];

export function PromptsView() {
  const router = useRouter();
  const mayWrite = useMay("write");
  const [isCreating, setIsCreating] = useState(false);
  const [filters, setFilters] = useQueryStates({
    category: parseAsStringLiteral(PROMPT_CATEGORIES),
    search: parseAsString,
  });
  const prompts = useQuery({ ...promptsQuery(filters), placeholderData: keepPreviousData });
  const change = useChangePrompt();
  const activeCount = [filters.category, filters.search].filter(Boolean).length;
  const clear = () => void setFilters({ category: null, search: null });
  const addLibrary = mayWrite && (
    <Button
      isPending={change.isPending}
      onClick={() => change.mutate({ change: addStarterPrompts, done: "The library is added" })}
    >
      <LibraryBig aria-hidden />
      Add the library
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Prompts"
        description="Instructions for models, with versions that never change and labels that say which one is in use."
        actions={
          <>
            <a className={buttonVariants()} href={PROMPTS_FILE} download>
              <Download aria-hidden />
              Export
            </a>
            {mayWrite && (
              <Link className={buttonVariants()} href="/prompts/import">
                <Upload aria-hidden />
                Import
              </Link>
            )}
            {addLibrary}
            {mayWrite && (
              <Button variant="primary" onClick={() => setIsCreating(true)}>
                <Plus aria-hidden />
                Create prompt
              </Button>
            )}
          </>
        }
      />
      <div className="grid gap-4">
        <FilterBar activeCount={activeCount} onClear={clear}>
          <FilterSelect
            label="Category"
            value={filters.category}
            onChange={(value) => void setFilters({ category: PROMPT_CATEGORIES.find((one) => one === value) ?? null })}
            options={PROMPT_CATEGORIES.map((value) => ({ value, label: categoryName(value) }))}
          />
          <FilterSearch
            label="Search prompts"
            value={filters.search ?? ""}
            onChange={(text) => void setFilters({ search: text || null })}
          />
        </FilterBar>
        <QueryView
          query={prompts}
          label="prompts"
          skeleton={<TableSkeleton rows={8} columns={5} />}
          empty={
            <Card>
              <EmptyState
                icon={TextQuote}
                title={activeCount > 0 ? "No prompt matches these filters" : "There is no prompt yet"}
                action={activeCount > 0 ? <Button onClick={clear}>Clear filters</Button> : addLibrary}
              >
                A prompt is an instruction with a name. Its text changes by versions, and a label decides which version
                a task sends. The library holds instructions for reviews, tests, e-mails, support and more.
              </EmptyState>
            </Card>
          }
        >
          {(rows) => (
            <DataTable
              label="Prompts"
              rows={rows}
              columns={COLUMNS}
              rowKey={({ slug }) => slug}
              onOpen={({ slug }) => router.push(`/prompts/${slug}`)}
            />
          )}
        </QueryView>
      </div>
      <CreatePromptDialog
        open={isCreating}
        onOpenChange={setIsCreating}
        onCreated={(slug) => router.push(`/prompts/${slug}`)}
      />
    </>
  );
}
