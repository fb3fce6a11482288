import { Lock } from "lucide-react";
import { EmptyState } from "@/components/data/empty-state";

/** Stands where a page would be that this person may not see. `what` completes "Only admins and owners …". */
export function AdminsOnly({ what }: { what: string }) {
  return (
    <EmptyState icon={Lock} title="Your role may not see this">
      Only admins and owners {what}. Ask one of them: they are listed under Members.
    </EmptyState>
  );
}
