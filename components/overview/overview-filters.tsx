"use client";

import type { ReactNode } from "react";
import { ExportMenu } from "@/components/data/export-menu";
import { FilterBar } from "@/components/data/filter-bar";
import { FilterSelect } from "@/components/data/filter-select";
import { Select } from "@/components/ui/select";
import { windowOf } from "@/lib/client/executions";
import type { TimeRange } from "@/lib/client/time-range";
import { EXECUTION_SOURCES } from "@/lib/executions/words";
import { CHART_GROUPS, COMPARISONS, metricsFiltersOf, type OverviewParameters } from "./overview-parameters";

type OverviewFiltersProps = {
  parameters: OverviewParameters;
  setParameters: (change: Partial<OverviewParameters>) => void;
  range: TimeRange;
  /** Slugs to filter by. */
  tasks: readonly string[];
  models: readonly string[];
  views: ReactNode;
};

const asOptions = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
const GROUPS = CHART_GROUPS.map((value) => ({ value, label: `Per ${value}` }));
const COMPARED = [
  { value: "previous", label: "With the time before" },
  { value: "weekdays", label: "With the same weekdays" },
];

export function OverviewFilters({ parameters, setParameters, range, tasks, models, views }: OverviewFiltersProps) {
  const { task, model, source, by, compare } = parameters;
  const filters = metricsFiltersOf(parameters);
  return (
    <FilterBar
      activeCount={Object.keys(filters).length}
      onClear={() => setParameters({ task: null, model: null, source: null })}
      actions={
        <>
          {views}
          <ExportMenu
            path="/metrics/timeseries"
            filters={{ ...windowOf(range), ...filters, groupBy: by, maxGroups: 50 }}
          />
        </>
      }
    >
      <FilterSelect
        label="Task"
        value={task}
        onChange={(next) => setParameters({ task: next })}
        options={asOptions(tasks)}
      />
      <FilterSelect
        label="Model"
        value={model}
        onChange={(next) => setParameters({ model: next })}
        options={asOptions(models)}
      />
      <FilterSelect
        label="Source"
        value={source}
        onChange={(next) => setParameters({ source: EXECUTION_SOURCES.find((one) => one === next) ?? null })}
        options={asOptions(EXECUTION_SOURCES)}
      />
      <Select
        aria-label="Charts"
        isQuiet
        frameClassName="w-auto max-sm:flex-1"
        options={GROUPS}
        value={by}
        onChange={(event) => setParameters({ by: CHART_GROUPS.find((one) => one === event.target.value) ?? "model" })}
      />
      <FilterSelect
        label="Compare"
        allLabel="Compare: no"
        value={compare}
        onChange={(next) => setParameters({ compare: COMPARISONS.find((one) => one === next) ?? null })}
        options={COMPARED}
      />
    </FilterBar>
  );
}
