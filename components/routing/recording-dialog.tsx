import { KeyValues } from "@/components/data/key-values";
import { Time } from "@/components/data/time";
import { authorText } from "@/components/data/author-text";
import { RejectedRows } from "@/components/training/rejected-rows";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { formatCount } from "@/lib/client/format";
import type { ReplaySet } from "@/lib/providers/schemas";

/** One recording, with its models and the rows that its import left out. */
export function RecordingDialog({ recording, onClose }: { recording: ReplaySet | null; onClose: () => void }) {
  return (
    <Dialog open={recording !== null} onOpenChange={(open) => !open && onClose()}>
      {recording && (
        <DialogContent title={recording.name}>
          <div className="grid grid-cols-1 gap-4">
            <KeyValues
              items={[
                { label: "Provider", value: recording.provider },
                { label: "Prompts", value: formatCount(recording.promptCount) },
                { label: "Models", value: recording.models.join(", ") },
                { label: "Tasks", value: recording.tasks.length === 0 ? "none named" : recording.tasks.join(", ") },
                { label: "Left out", value: formatCount(recording.rejected.count) },
                { label: "Imported", value: <Time at={recording.createdAt} mode="absolute" /> },
                { label: "By", value: authorText(recording.createdBy) },
              ]}
            />
            {recording.rejected.count > 0 && <RejectedRows rejected={recording.rejected} />}
          </div>
        </DialogContent>
      )}
    </Dialog>
  );
}
