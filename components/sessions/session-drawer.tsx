"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { ConfirmDialog } from "@/components/data/confirm-dialog";
import { KeyValues } from "@/components/data/key-values";
import { QueryView } from "@/components/data/query-view";
import { Time } from "@/components/data/time";
import { useMay } from "@/components/layout/permissions";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { notify } from "@/components/ui/notify";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { formatCount, formatTokens } from "@/lib/client/format";
import { forgetSession, sessionQuery } from "@/lib/client/sessions";
import type { SessionDetail } from "@/lib/sessions/schemas";

/** One conversation: its topics, and the models that served each. */
export function SessionDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  return (
    <Sheet modal={false} open={id !== null} onOpenChange={(open) => !open && onClose()}>
      {id !== null && (
        <SheetContent
          title="Session"
          description={id}
          hideOverlay
          actions={<CopyButton value={id} label="Copy id" />}
          // A click into the table opens another row instead of closing this one.
          onInteractOutside={(event) => event.preventDefault()}
        >
          <LoadedSession key={id} id={id} onForgotten={onClose} />
        </SheetContent>
      )}
    </Sheet>
  );
}

function LoadedSession({ id, onForgotten }: { id: string; onForgotten: () => void }) {
  const session = useQuery(sessionQuery(id));
  return (
    <QueryView query={session} label="session" skeleton={<CardSkeleton lines={8} />}>
      {(detail) => (
        <div className="grid grid-cols-1 gap-5">
          <KeyValues
            items={[
              { label: "Task", value: detail.task },
              { label: "Model", value: detail.model ?? "none yet" },
              { label: "Turns", value: formatCount(detail.turns) },
              { label: "Switches", value: `${formatCount(detail.switches)} in the middle of a topic` },
              { label: "Context", value: `${formatTokens(detail.contextTokens)} tokens` },
              { label: "Began", value: <Time at={detail.createdAt} /> },
              { label: "Last turn", value: <Time at={detail.updatedAt} /> },
            ]}
          />
          <Topics topics={detail.topics} />
          <ForgetButton id={detail.id} onForgotten={onForgotten} />
        </div>
      )}
    </QueryView>
  );
}

function Topics({ topics }: Pick<SessionDetail, "topics">) {
  return (
    <section className="grid grid-cols-1 gap-2">
      <h3 className="text-sm font-semibold">Topics, the newest first</h3>
      <ol className="grid grid-cols-1 gap-3 text-sm">
        {topics.toReversed().map(({ category, words, startedAt, turns, models }) => (
          <li key={startedAt} className="grid grid-cols-1 gap-0.5 border-l-2 pl-3">
            <span className="font-medium first-letter:uppercase">
              {category}
              <span className="font-normal text-muted-foreground">
                {" "}
                · {formatCount(turns)} {turns === 1 ? "turn" : "turns"} · <Time at={startedAt} />
              </span>
            </span>
            <span className="break-words">{models.length === 0 ? "No model has answered" : models.join(" → ")}</span>
            {words.length > 0 && <span className="break-words text-muted-foreground">{words.join(", ")}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function ForgetButton({ id, onForgotten }: { id: string; onForgotten: () => void }) {
  const queryClient = useQueryClient();
  const mayRun = useMay("run");
  const [isAsking, setIsAsking] = useState(false);
  const forget = useMutation({
    mutationFn: () => forgetSession(id),
    onSuccess: async () => {
      setIsAsking(false);
      onForgotten();
      notify.success("The session is forgotten");
      await queryClient.invalidateQueries({ queryKey: ["sessions", "list"] });
    },
  });
  if (!mayRun) return null;
  return (
    <>
      <Button className="justify-self-start" aria-haspopup="dialog" onClick={() => setIsAsking(true)}>
        Forget this session
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={`Forget session “${id}”?`}
        description="Its next message begins anew, perhaps with another model. Its executions stay. This cannot be undone."
        confirmLabel="Forget session"
        isPending={forget.isPending}
        error={forget.error}
        onConfirm={() => forget.mutate()}
      />
    </>
  );
}
