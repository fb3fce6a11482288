"use client";

import type { ReactNode } from "react";
import { parseAsBoolean, parseAsString, useQueryState } from "nuqs";
import { ExportMenu } from "@/components/data/export-menu";
import { FilterBar } from "@/components/data/filter-bar";
import { FilterSearch } from "@/components/data/filter-search";
import { FilterSelect } from "@/components/data/filter-select";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { useTimeRange } from "@/components/layout/use-time-range";
import { Switch } from "@/components/ui/switch";
import { windowOf } from "@/lib/client/executions";
import { EXECUTION_SOURCES, EXECUTION_STATUSES } from "@/lib/executions/words";
import { statusLabel } from "./execution-status";
import { LiveExecutions } from "./live-executions";
import { PagedExecutions } from "./paged-executions";
import { useExecutionFilters } from "./use-execution-filters";

const ExecutionDrawer = lazyOverlay(
  () => import("./execution-drawer").then((module) => module.ExecutionDrawer),
  ({ id }) => id !== null,
);

export type ExecutionsViewProps = {
  /** Slugs to filter by. */
  tasks: readonly string[];
  models: readonly string[];
  /** The button for saved views. */
  views: ReactNode;
};

const asOptions = (slugs: readonly string[]) => slugs.map((slug) => ({ value: slug, label: slug }));

const STATUS_OPTIONS = EXECUTION_STATUSES.map((status) => ({ value: status, label: statusLabel(status) }));

export function ExecutionsView({ tasks, models, views }: ExecutionsViewProps) {
  const { range } = useTimeRange();
  const { filters, setFilters, activeCount, clear } = useExecutionFilters();
  const [openId, setOpenId] = useQueryState("execution", parseAsString);
  const [isLive, setIsLive] = useQueryState("live", parseAsBoolean.withDefault(false));

  return (
    <div className="grid gap-4">
      <FilterBar
        activeCount={activeCount}
        onClear={clear}
        actions={
          <>
            <label className="flex h-8 items-center gap-2 text-sm pointer-coarse:h-11">
              <Switch checked={isLive} onCheckedChange={(next) => void setIsLive(next || null)} />
              Live
            </label>
            {views}
            <ExportMenu path="/executions" filters={{ ...filters, ...windowOf(range) }} />
          </>
        }
      >
        <FilterSelect
          label="Task"
          value={filters.task}
          onChange={(task) => void setFilters({ task })}
          options={asOptions(tasks)}
        />
        <FilterSelect
          label="Model"
          value={filters.model}
          onChange={(model) => void setFilters({ model })}
          options={asOptions(models)}
        />
        <FilterSelect
          label="Status"
          value={filters.status}
          onChange={(status) => void setFilters({ status: EXECUTION_STATUSES.find((one) => one === status) ?? null })}
          options={STATUS_OPTIONS}
        />
        <FilterSelect
          label="Source"
          value={filters.source}
          onChange={(source) => void setFilters({ source: EXECUTION_SOURCES.find((one) => one === source) ?? null })}
          options={asOptions(EXECUTION_SOURCES)}
        />
        <FilterSearch
          label="User"
          value={filters.user ?? ""}
          onChange={(text) => void setFilters({ user: text.trim() || null })}
        />
      </FilterBar>
      {isLive ? (
        <LiveExecutions
          key={JSON.stringify(filters)}
          filters={filters}
          openId={openId}
          onOpen={(id) => void setOpenId(id)}
        />
      ) : (
        <PagedExecutions
          filters={filters}
          activeCount={activeCount}
          onClear={clear}
          openId={openId}
          onOpen={(id) => void setOpenId(id)}
        />
      )}
      <ExecutionDrawer id={openId} onClose={() => void setOpenId(null)} />
    </div>
  );
}
