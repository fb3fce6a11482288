"use client";

import { useState } from "react";
import { DataTable } from "@/components/data/data-table";
import type { DataColumn, DataSort } from "@/components/data/data-column";
import { formatCount, formatPercent } from "@/lib/client/format";
import type { Evaluation } from "@/lib/training/schemas";

type Row = Evaluation["perLabel"][number];

const COLUMNS: DataColumn<Row>[] = [
  { id: "label", header: "Label", isSortable: true, cell: ({ label }) => <span className="break-words">{label}</span> },
  { id: "f1", header: "F1", align: "right", isSortable: true, cell: ({ f1 }) => formatPercent(f1) },
  {
    id: "precision",
    header: "Precision",
    align: "right",
    isSortable: true,
    cell: ({ precision }) => formatPercent(precision),
  },
  { id: "recall", header: "Recall", align: "right", isSortable: true, cell: ({ recall }) => formatPercent(recall) },
  { id: "support", header: "Held out", align: "right", isSortable: true, cell: ({ support }) => formatCount(support) },
];

/** Every label with how it did, the weakest first unless sorted otherwise. */
export function LabelTable({ rows }: { rows: readonly Row[] }) {
  const [sort, setSort] = useState<DataSort>({ by: "f1", direction: "asc" });
  const by = sort.by as keyof Row;
  const sign = sort.direction === "asc" ? 1 : -1;
  const sorted = rows.toSorted((a, b) => sign * (a[by] < b[by] ? -1 : a[by] > b[by] ? 1 : 0));
  return (
    <div className="max-h-96 overflow-y-auto">
      <DataTable
        label="Labels"
        rows={sorted}
        columns={COLUMNS}
        rowKey={({ label }) => label}
        sort={sort}
        onSortChange={setSort}
      />
    </div>
  );
}
