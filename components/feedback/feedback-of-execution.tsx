import { Time } from "@/components/data/time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { ListedFeedback } from "@/lib/feedback/schemas";
import { giverText, saidText } from "./feedback-words";

type FeedbackOfExecutionProps = {
  said: readonly ListedFeedback[];
  canWithdraw: boolean;
  onWithdraw: (id: string) => void;
};

/** What was said of one execution, newest first. */
export function FeedbackOfExecution({ said, canWithdraw, onWithdraw }: FeedbackOfExecutionProps) {
  return (
    <ul aria-label="Feedback so far" className="grid gap-2 text-sm">
      {said.map((one) => (
        <li key={one.id} className="flex flex-wrap items-center gap-x-2 gap-y-1 border-t pt-2">
          <Badge>{one.kind}</Badge>
          <span className="min-w-0 break-words">{saidText(one)}</span>
          <span className="text-muted-foreground">
            {giverText(one.giver, one.isMine)}
            {one.source !== "user" && `, ${one.source}`}, <Time at={one.givenAt} />
          </span>
          {canWithdraw && one.isMine && (
            <Button size="sm" variant="ghost" className="ml-auto" onClick={() => onWithdraw(one.id)}>
              Take back
            </Button>
          )}
          {one.comment && <p className="basis-full break-words text-muted-foreground">“{one.comment}”</p>}
        </li>
      ))}
    </ul>
  );
}
