"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { parseAsString, useQueryState, useQueryStates } from "nuqs";
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
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { AuditEntry } from "@/lib/platform/audit-schemas";
import { auditQuery } from "./audit-query";
import { ACTIONS, actionText, actorText, subjectName, SUBJECTS } from "./audit-words";

const AuditSheet = lazyOverlay(
  () => import("./audit-sheet").then((module) => module.AuditSheet),
  ({ entry }) => entry !== null,
);

const parsers = { action: parseAsString, subjectType: parseAsString, subjectId: parseAsString };
const ACTION_OPTIONS = ACTIONS.map((action) => ({ value: action, label: actionText(action) }));
const SUBJECT_OPTIONS = Object.keys(SUBJECTS).map((type) => ({ value: type, label: actionText(type) }));

const COLUMNS: DataColumn<AuditEntry>[] = [
  { id: "what", header: "What", isPrimary: true, cell: ({ action }) => actionText(action) },
  {
    id: "subject",
    header: "Of",
    cell: subjectCell,
  },
  {
    id: "who",
    header: "Who",
    cell: ({ actor }) => actorText(actor),
  },
  { id: "why", header: "Why", phone: "hide", cell: ({ reason }) => <span className="line-clamp-2">{reason}</span> },
  { id: "when", header: "When", align: "right", cell: ({ createdAt }) => <Time at={createdAt} /> },
];

export function AuditView() {
  const [filters, setFilters] = useQueryStates(parsers);
  const [openId, setOpenId] = useQueryState("entry", parseAsString);
  const audit = useInfiniteQuery({ ...auditQuery(filters), placeholderData: keepPreviousData });
  const activeCount = Object.values(filters).filter((value) => value !== null).length;
  const clear = () => void setFilters(null);
  const rows = audit.data?.pages.flatMap((page) => page.data) ?? [];

  return (
    <div className="grid gap-4">
      <FilterBar activeCount={activeCount} onClear={clear}>
        <FilterSelect
          label="Action"
          value={filters.action}
          onChange={(action) => void setFilters({ action })}
          options={ACTION_OPTIONS}
        />
        <FilterSelect
          label="Kind"
          value={filters.subjectType}
          onChange={(subjectType) => void setFilters({ subjectType })}
          options={SUBJECT_OPTIONS}
        />
        <FilterSearch
          label="Name or id of what was changed"
          placeholder="Name or id, in full"
          value={filters.subjectId ?? ""}
          onChange={(text) => void setFilters({ subjectId: text.trim() || null })}
        />
      </FilterBar>
      <QueryView
        query={audit}
        label="audit log"
        skeleton={<TableSkeleton rows={10} columns={5} />}
        empty={
          <EmptyState
            icon={History}
            title={activeCount > 0 ? "No change matches these filters" : "Nothing was changed yet"}
            action={activeCount > 0 && <Button onClick={clear}>Clear filters</Button>}
          >
            Every change of the configuration appears here with who made it, and what it was before.
          </EmptyState>
        }
      >
        {() => (
          <DataTable
            label="Audit log"
            rows={rows}
            columns={COLUMNS}
            rowKey={({ id }) => id}
            onOpen={({ id }) => void setOpenId(id)}
            openKey={openId}
            loadMore={{
              hasMore: audit.hasNextPage,
              isLoading: audit.isFetchingNextPage,
              onPress: () => void audit.fetchNextPage(),
            }}
          />
        )}
      </QueryView>
      <AuditSheet entry={rows.find(({ id }) => id === openId) ?? null} onClose={() => void setOpenId(null)} />
    </div>
  );
}

function subjectCell(entry: AuditEntry) {
  const name = subjectName(entry);
  const isNamed = name !== null && name !== entry.subjectId;
  return (
    <span className="grid min-w-0">
      {isNamed && <span className="break-words">{name}</span>}
      <code className={cn("font-mono text-xs break-all", isNamed && "text-muted-foreground")}>{entry.subjectId}</code>
    </span>
  );
}
