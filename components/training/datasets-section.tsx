import type { UseQueryResult } from "@tanstack/react-query";
import { Database } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { Card } from "@/components/ui/card";
import type { Dataset } from "@/lib/training/schemas";
import { DATASET_COLUMNS } from "./dataset-columns";

const DatasetDialog = lazyOverlay(
  () => import("./dataset-dialog").then((module) => module.DatasetDialog),
  ({ dataset }) => dataset !== null,
);

export function DatasetsSection({ query }: { query: UseQueryResult<Dataset[]> }) {
  const [openId, setOpenId] = useQueryState("dataset", parseAsString);
  return (
    <section className="grid gap-2">
      <h2 className="text-sm font-semibold">Datasets</h2>
      <QueryView
        query={query}
        label="datasets"
        skeleton={<TableSkeleton rows={3} columns={7} />}
        empty={
          <Card>
            <EmptyState icon={Database} title="No dataset yet">
              Every import becomes one: a fixed set of labelled examples, with a checksum to recognise it by.
            </EmptyState>
          </Card>
        }
      >
        {(datasets) => (
          <>
            <DataTable
              label="Datasets"
              rows={datasets}
              columns={DATASET_COLUMNS}
              rowKey={({ id }) => id}
              onOpen={({ id }) => void setOpenId(id)}
            />
            <DatasetDialog
              dataset={datasets.find(({ id }) => id === openId) ?? null}
              onClose={() => void setOpenId(null)}
            />
          </>
        )}
      </QueryView>
    </section>
  );
}
