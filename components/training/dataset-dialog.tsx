import { KeyValues } from "@/components/data/key-values";
import { Time } from "@/components/data/time";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { formatCount } from "@/lib/client/format";
import type { Dataset } from "@/lib/training/schemas";
import { authorText } from "@/components/data/author-text";
import { RejectedRows } from "./rejected-rows";

/** One dataset, with the rows that its import left out. */
export function DatasetDialog({ dataset, onClose }: { dataset: Dataset | null; onClose: () => void }) {
  return (
    <Dialog open={dataset !== null} onOpenChange={(open) => !open && onClose()}>
      {dataset && (
        <DialogContent title={dataset.name}>
          <div className="grid gap-4">
            <KeyValues
              items={[
                { label: "Task", value: dataset.task },
                { label: "Rows", value: formatCount(dataset.rowCount) },
                { label: "Categories", value: formatCount(dataset.labelCount) },
                { label: "Left out", value: formatCount(dataset.rejected.count) },
                { label: "Imported", value: <Time at={dataset.createdAt} mode="absolute" /> },
                { label: "By", value: authorText(dataset.createdBy) },
                {
                  label: "SHA-256",
                  value: (
                    <span className="flex items-start gap-1">
                      <code className="min-w-0 font-mono text-xs break-all">{dataset.checksum}</code>
                      <CopyButton value={dataset.checksum} label="Copy checksum" />
                    </span>
                  ),
                },
              ]}
            />
            {dataset.rejected.count > 0 && <RejectedRows rejected={dataset.rejected} />}
          </div>
        </DialogContent>
      )}
    </Dialog>
  );
}
