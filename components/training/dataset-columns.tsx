import type { DataColumn } from "@/components/data/data-column";
import { Time } from "@/components/data/time";
import { Badge } from "@/components/ui/badge";
import { formatCount } from "@/lib/client/format";
import type { Dataset } from "@/lib/training/schemas";
import { authorText } from "@/components/data/author-text";

export const DATASET_COLUMNS: DataColumn<Dataset>[] = [
  {
    id: "name",
    header: "Name",
    isPrimary: true,
    cell: ({ name, source }) => (
      <span className="inline-flex flex-wrap items-center gap-1.5 break-words">
        {name}
        {source === "demo" && <Badge>demo</Badge>}
      </span>
    ),
  },
  { id: "task", header: "Task", cell: ({ task }) => task },
  { id: "rows", header: "Rows", align: "right", cell: ({ rowCount }) => formatCount(rowCount) },
  { id: "labels", header: "Categories", align: "right", cell: ({ labelCount }) => formatCount(labelCount) },
  { id: "rejected", header: "Left out", align: "right", cell: ({ rejected }) => formatCount(rejected.count) },
  {
    id: "checksum",
    header: "Checksum",
    cell: ({ checksum }) => (
      <code className="font-mono text-xs" title={`SHA-256 ${checksum}`}>
        {checksum.slice(0, 10)}
      </code>
    ),
  },
  { id: "by", header: "By", cell: ({ createdBy }) => authorText(createdBy) },
  { id: "when", header: "Imported", align: "right", cell: ({ createdAt }) => <Time at={createdAt} /> },
];
