"use client";

import type { ReactNode } from "react";
import { ExportMenu } from "@/components/data/export-menu";
import { FilterBar } from "@/components/data/filter-bar";
import { FilterSelect } from "@/components/data/filter-select";
import { Select } from "@/components/ui/select";
import { windowOf } from "@/lib/client/executions";
import type { TimeRange } from "@/lib/client/time-range";
import { EXECUTION_SOURCES } from "@/lib/executions/words";
import { COST_DIMENSION_WORDS } from "./cost-dimensions";
import { costFiltersOf, isLabel, type CostDimension, type CostParameters } from "./cost-parameters";

type CostFiltersProps = {
  parameters: CostParameters;
  setParameters: (change: Partial<CostParameters>) => void;
  range: TimeRange;
  /** What there is to filter by: slugs, and names of tags. */
  tasks: readonly string[];
  models: readonly string[];
  views: ReactNode;
  tags: readonly string[];
};

const DIMENSIONS = Object.keys(COST_DIMENSION_WORDS) as CostDimension[];
const OPTIONS = DIMENSIONS.map((value) => ({ value, label: `By ${COST_DIMENSION_WORDS[value].header}` }));
const asOptions = (values: readonly string[]) => values.map((value) => ({ value, label: value }));

export function CostFilters({ parameters, setParameters, range, tasks, models, tags, views }: CostFiltersProps) {
  const { by, task, model, source, tag } = parameters;
  const filters = costFiltersOf(parameters);
  return (
    <FilterBar
      activeCount={Object.keys(filters).length}
      onClear={() => setParameters({ task: null, model: null, source: null, tag: null })}
      actions={
        <>
          {views}
          <ExportMenu path="/costs/export" filters={{ ...windowOf(range), by, ...filters }} />
        </>
      }
    >
      <Select
        aria-label="Break down by"
        isQuiet
        frameClassName="w-auto max-sm:w-full"
        options={OPTIONS}
        value={by}
        onChange={(event) => setParameters({ by: DIMENSIONS.find((one) => one === event.target.value) ?? "model" })}
      />
      {!isLabel(by) && (
        <>
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
        </>
      )}
      {by === "tag" && (
        <FilterSelect
          label="Tags named"
          value={tag}
          onChange={(next) => setParameters({ tag: next })}
          options={asOptions(tag === null || tags.includes(tag) ? tags : [tag, ...tags])}
        />
      )}
      <FilterSelect
        label="Source"
        value={source}
        onChange={(next) => setParameters({ source: EXECUTION_SOURCES.find((one) => one === next) ?? null })}
        options={asOptions(EXECUTION_SOURCES)}
      />
    </FilterBar>
  );
}
