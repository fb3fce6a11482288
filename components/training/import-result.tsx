import { Alert } from "@/components/ui/alert";
import { formatCount } from "@/lib/client/format";
import type { Dataset } from "@/lib/training/schemas";
import { plural } from "./plural";
import { RejectedRows } from "./rejected-rows";

/** What became of an upload: what is usable, and each row that is not with its reason. */
export function ImportResult({ dataset }: { dataset: Dataset }) {
  const { name, rowCount, labelCount, rejected } = dataset;
  return (
    <div className="grid gap-3">
      <Alert
        tone={rejected.count > 0 || labelCount < 2 ? "warning" : "success"}
        title={`Imported ${plural(rowCount, "row")} in ${plural(labelCount, "category", "categories")}`}
      >
        {name}.{" "}
        {rejected.count === 0
          ? "Every row could be used."
          : `${formatCount(rejected.count)} ${rejected.count === 1 ? "row was" : "rows were"} left out: ${rejected.count === 1 ? "its reason stands" : "the reasons stand"} below.`}
        {labelCount < 2 && " A classifier needs at least two categories: this dataset cannot be trained on."}
      </Alert>
      {rejected.count > 0 && <RejectedRows rejected={rejected} />}
    </div>
  );
}
