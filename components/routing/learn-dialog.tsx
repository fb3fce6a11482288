"use client";

import { useQuery } from "@tanstack/react-query";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { QueryView } from "@/components/data/query-view";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { replaySetsQuery } from "@/lib/client/replays";
import { tasksQuery } from "@/lib/client/tasks";
import { LearnForm } from "./learn-form";

export type LearnDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

export function LearnDialog({ open, onOpenChange }: LearnDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      {open && (
        <DialogContent
          title="Learn a policy"
          description="Runs on this server, in the background. You may leave the page."
        >
          <LearnFormWithChoices onDone={() => onOpenChange(false)} />
        </DialogContent>
      )}
    </Dialog>
  );
}

function LearnFormWithChoices({ onDone }: { onDone: () => void }) {
  const tasks = useQuery(tasksQuery());
  const recordings = useQuery(replaySetsQuery());
  return (
    <QueryView query={tasks} label="tasks" skeleton={<CardSkeleton lines={6} />}>
      {(allTasks) => (
        <QueryView query={recordings} label="recordings" skeleton={<CardSkeleton lines={6} />}>
          {(sets) => <LearnForm tasks={allTasks} recordings={sets} onDone={onDone} />}
        </QueryView>
      )}
    </QueryView>
  );
}
