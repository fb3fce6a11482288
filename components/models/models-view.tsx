"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Boxes } from "lucide-react";
import { parseAsString, useQueryState, useQueryStates } from "nuqs";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { FilterBar } from "@/components/data/filter-bar";
import { FilterSearch } from "@/components/data/filter-search";
import { FilterSelect } from "@/components/data/filter-select";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { useMay } from "@/components/layout/permissions";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { modelsQuery } from "@/lib/client/models";
import { providersQuery } from "@/lib/client/providers";
import { CAPABILITIES, MODEL_KINDS, MODEL_STATUSES } from "@/lib/registry/words";
import { AddModelButton } from "./add-model-button";
import { MODEL_COLUMNS } from "./model-columns";
import { modelFiltersOf, modelParsers } from "./model-parameters";
import { modelStatusLabel } from "./model-status";
import { PriceCheckSection } from "./price-check-section";
import { MODEL_SORTS, sortModels } from "./sort-models";

const ModelDrawer = lazyOverlay(
  () => import("./model-drawer").then((module) => module.ModelDrawer),
  ({ slug }) => slug !== null,
);

const asOptions = (values: readonly string[]) => values.map((value) => ({ value, label: value.replaceAll("_", " ") }));
const oneOf = <T extends string>(values: readonly T[], value: string | null): T | null =>
  values.find((one) => one === value) ?? null;

export function ModelsView() {
  const mayWrite = useMay("write");
  const [parameters, setParameters] = useQueryStates(modelParsers);
  const [openSlug, setOpenSlug] = useQueryState("model", parseAsString);
  const { provider, kind, capability, status, q, sort, direction } = parameters;
  const models = useQuery({ ...modelsQuery(modelFiltersOf(parameters)), placeholderData: keepPreviousData });
  const providers = useQuery(providersQuery());
  const activeCount = [provider, kind, capability, status, q].filter(Boolean).length;
  const clear = () => void setParameters({ provider: null, kind: null, capability: null, status: null, q: null });
  const connected = providers.data ?? [];

  return (
    <div className="grid gap-4">
      <FilterBar
        activeCount={activeCount}
        onClear={clear}
        actions={
          mayWrite && (
            <AddModelButton
              providers={connected
                .filter((one) => one.kind !== "local" && one.kind !== "simulator")
                .map((one) => one.slug)}
              onAdded={(slug) => void setOpenSlug(slug)}
            />
          )
        }
      >
        <FilterSearch
          label="Search models"
          value={q ?? ""}
          onChange={(text) => void setParameters({ q: text.trim() || null })}
        />
        <FilterSelect
          label="Provider"
          value={provider}
          onChange={(value) => void setParameters({ provider: value })}
          options={asOptions(connected.map((one) => one.slug))}
        />
        <FilterSelect
          label="Kind"
          value={kind}
          onChange={(value) => void setParameters({ kind: oneOf(MODEL_KINDS, value) })}
          options={asOptions(MODEL_KINDS)}
        />
        <FilterSelect
          label="Capability"
          value={capability}
          onChange={(value) => void setParameters({ capability: oneOf(CAPABILITIES, value) })}
          options={asOptions(CAPABILITIES)}
        />
        <FilterSelect
          label="Status"
          value={status}
          onChange={(value) => void setParameters({ status: oneOf(MODEL_STATUSES, value) })}
          options={MODEL_STATUSES.map((one) => ({ value: one, label: modelStatusLabel(one) }))}
        />
      </FilterBar>
      <QueryView
        query={models}
        label="models"
        skeleton={<TableSkeleton rows={12} columns={7} />}
        empty={
          <Card>
            <EmptyState
              icon={Boxes}
              title={activeCount > 0 ? "No model matches these filters" : "The catalogue is empty"}
              action={activeCount > 0 && <Button onClick={clear}>Clear filters</Button>}
            >
              {activeCount > 0
                ? "Models that you add yourself are listed here too."
                : mayWrite
                  ? "Add a model of one of your providers with the button above."
                  : "Members, admins and owners can add models of your providers."}
            </EmptyState>
          </Card>
        }
      >
        {(rows) => (
          <>
            <p className="text-xs text-muted-foreground" role="status">
              {rows.length} {rows.length === 1 ? "model" : "models"},{" "}
              {rows.filter((model) => model.status === "ready").length} ready. Prices in US dollars per million tokens;
              * is your own.
            </p>
            <DataTable
              label="Models"
              rows={sortModels(rows, sort, direction)}
              columns={MODEL_COLUMNS}
              rowKey={(model) => model.slug}
              {...(sort && { sort: { by: sort, direction } })}
              onSortChange={(next) =>
                void setParameters({ sort: oneOf(MODEL_SORTS, next.by), direction: next.direction })
              }
              onOpen={(model) => void setOpenSlug(model.slug)}
              openKey={openSlug}
            />
          </>
        )}
      </QueryView>
      <PriceCheckSection />
      <ModelDrawer slug={openSlug} onClose={() => void setOpenSlug(null)} />
    </div>
  );
}
