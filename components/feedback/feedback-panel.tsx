"use client";

import { useQuery } from "@tanstack/react-query";
import { MessageSquare, PencilLine, ThumbsDown, ThumbsUp } from "lucide-react";
import { useState } from "react";
import { LOOK_ONLY, useMay } from "@/components/layout/permissions";
import { Button } from "@/components/ui/button";
import { executionFeedbackQuery } from "@/lib/client/feedback";
import { FeedbackForm } from "./feedback-form";
import { FeedbackOfExecution } from "./feedback-of-execution";
import { useGiveFeedback } from "./use-give-feedback";

type FeedbackPanelProps = {
  executionId: string;
  task: string;
  /** The label that was answered; null for what is no classification. */
  label: string | null;
  /** Also lists what was said so far. (Default: false) */
  showsAll?: boolean;
};

/** Good or not, what it should have been, and a comment: one press each, with Undo. */
export function FeedbackPanel({ executionId, task, label, showsAll = false }: FeedbackPanelProps) {
  const canRecord = useMay("record");
  const [form, setForm] = useState<"correction" | "comment" | null>(null);
  const said = useQuery(executionFeedbackQuery(executionId));
  const { give, withdraw } = useGiveFeedback();
  const mine = said.data?.find(({ isMine, kind }) => isMine && kind === "approval");

  function approve(value: boolean) {
    if (mine && mine.value === value) withdraw.mutate(mine.id);
    else give.mutate({ executionId, kind: "approval", value });
  }
  const toggle = (kind: "correction" | "comment") => setForm(form === kind ? null : kind);
  const isPending = give.isPending || withdraw.isPending;

  return (
    <div className="grid gap-3">
      {canRecord ? (
        <div role="group" aria-label="Your feedback" className="flex flex-wrap items-center gap-2">
          <Button
            size="sm"
            aria-pressed={mine?.value === true}
            variant={mine?.value === true ? "primary" : "secondary"}
            disabled={isPending}
            onClick={() => approve(true)}
          >
            <ThumbsUp aria-hidden className="size-3.5" />
            Good
          </Button>
          <Button
            size="sm"
            aria-pressed={mine?.value === false}
            variant={mine?.value === false ? "primary" : "secondary"}
            disabled={isPending}
            onClick={() => approve(false)}
          >
            <ThumbsDown aria-hidden className="size-3.5" />
            Not good
          </Button>
          <Button size="sm" aria-expanded={form === "correction"} onClick={() => toggle("correction")}>
            <PencilLine aria-hidden className="size-3.5" />
            {label === null ? "Correct the answer" : "Correct the label"}
          </Button>
          <Button size="sm" variant="ghost" aria-expanded={form === "comment"} onClick={() => toggle("comment")}>
            <MessageSquare aria-hidden className="size-3.5" />
            Comment
          </Button>
        </div>
      ) : (
        <p className="text-sm text-muted-foreground">{LOOK_ONLY}</p>
      )}
      {form !== null && (
        <FeedbackForm
          key={form}
          kind={form}
          task={task}
          label={label}
          isPending={give.isPending}
          onCancel={() => setForm(null)}
          onGive={(value, comment) =>
            give.mutate(
              { executionId, kind: form, value, ...(comment && { comment }) },
              { onSuccess: () => setForm(null) },
            )
          }
        />
      )}
      {showsAll && said.data && said.data.length > 0 && (
        <FeedbackOfExecution said={said.data} canWithdraw={canRecord} onWithdraw={(id) => withdraw.mutate(id)} />
      )}
    </div>
  );
}
