import { DiffView } from "@/components/data/diff-view";
import { KeyValues } from "@/components/data/key-values";
import { Time } from "@/components/data/time";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import type { AuditEntry } from "@/lib/platform/audit-schemas";
import { actionText, actorText, subjectName } from "./audit-words";

/** One change beside the live list: its facts, then each field before and after. */
export function AuditSheet({ entry, onClose }: { entry: AuditEntry | null; onClose: () => void }) {
  return (
    <Sheet modal={false} open={entry !== null} onOpenChange={(open) => !open && onClose()}>
      {entry && (
        <SheetContent
          title={actionText(entry.action)}
          hideOverlay
          // A click into the table opens another row instead of closing this one.
          onInteractOutside={(event) => event.preventDefault()}
        >
          <div className="grid gap-6">
            <KeyValues items={factsOf(entry)} />
            <section className="grid gap-2">
              <h3 className="text-sm font-semibold">{titleOf(entry)}</h3>
              <DiffView
                before={entry.before ?? {}}
                after={entry.after ?? {}}
                emptyText="No values are recorded of such a change."
              />
            </section>
          </div>
        </SheetContent>
      )}
    </Sheet>
  );
}

function titleOf({ before, after }: AuditEntry): string {
  if (before === null && after !== null) return "What it became";
  if (after === null && before !== null) return "What it was";
  return "Before and after";
}

function factsOf(entry: AuditEntry) {
  const { actor, subjectType, subjectId, reason, createdAt, requestId } = entry;
  const name = subjectName(entry);
  const facts = [
    { label: "Who", value: actorText(actor) },
    { label: "Kind", value: actionText(subjectType) },
    name !== null && name !== subjectId && { label: "Of", value: name },
    { label: "Id", value: <code className="font-mono text-xs break-all">{subjectId}</code> },
    reason !== null && reason !== "" && { label: "Why", value: reason },
    { label: "When", value: <Time at={createdAt} mode="absolute" /> },
    { label: "Request", value: <code className="font-mono text-xs break-all">{requestId}</code> },
  ];
  return facts.filter((fact) => fact !== false);
}
