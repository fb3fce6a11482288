"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { QueryView } from "@/components/data/query-view";
import { Time } from "@/components/data/time";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { requestsPreviewQuery } from "@/lib/client/prompts";
import { tasksQuery } from "@/lib/client/tasks";
import type { RequestsPreview } from "@/lib/prompts/schemas";

export type RequestsPreviewDialogProps = {
  slug: string;
  /** null = closed. */
  version: number | null;
  onClose: () => void;
};

/** What requests that were really made would be told by a version, before a label is moved to it. */
export function RequestsPreviewDialog({ slug, version, onClose }: RequestsPreviewDialogProps) {
  return (
    <Dialog open={version !== null} onOpenChange={(open) => !open && onClose()}>
      {version !== null && (
        <DialogContent
          title={`Version ${version} with real requests`}
          description="Its text with the values of recorded requests. Nothing is sent."
          width="lg"
        >
          <Previewed slug={slug} version={version} />
        </DialogContent>
      )}
    </Dialog>
  );
}

function Previewed({ slug, version }: { slug: string; version: number }) {
  const [task, setTask] = useState<string | null>(null);
  const tasks = useQuery(tasksQuery());
  const preview = useQuery({ ...requestsPreviewQuery(slug, version, task), placeholderData: keepPreviousData });
  return (
    <div className="grid gap-4">
      <Field label="Requests of" hint="Those of this prompt come first.">
        {(control) => (
          <Select {...control} value={task ?? ""} onChange={({ target }) => setTask(target.value || null)}>
            <option value="">the tasks that use the prompt</option>
            {tasks.data
              ?.filter(({ kind }) => kind !== "retrieval")
              .map(({ slug: value, name }) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
          </Select>
        )}
      </Field>
      <QueryView query={preview} label="requests" skeleton={<CardSkeleton lines={6} />}>
        {(found) =>
          found.requests.length === 0 ? (
            <p className="text-sm text-muted-foreground">
              Nothing was asked with this prompt in {found.days} days, nor of the tasks that use it. Choose a task whose
              requests it should serve, or try it side by side.
            </p>
          ) : (
            <Requests key={`${task}`} preview={found} />
          )
        }
      </QueryView>
    </div>
  );
}

function Requests({ preview: { version, inUse, failing, requests } }: { preview: RequestsPreview }) {
  const [place, setPlace] = useState(0);
  const shown = requests[Math.min(place, requests.length - 1)]!;
  return (
    <>
      <Alert tone={failing === 0 ? "success" : "warning"}>
        {failing === 0
          ? `The values of all ${requests.length} requests fit this version.`
          : `The values of ${failing} of ${requests.length} requests do not fit: these callers would get an error.`}
      </Alert>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-sm">
          Request {place + 1} of {requests.length}, <Time at={shown.createdAt} /> of {shown.task}
          {shown.version !== null && `, served by version ${shown.version}`}
        </p>
        <span className="flex gap-2">
          <Button size="sm" disabled={place === 0} onClick={() => setPlace(place - 1)}>
            Previous request
          </Button>
          <Button size="sm" disabled={place >= requests.length - 1} onClick={() => setPlace(place + 1)}>
            Next request
          </Button>
        </span>
      </div>
      {shown.text === null ? (
        <Alert tone="danger">{shown.problem}</Alert>
      ) : (
        <CodeBlock title={`Version ${version} would say`} code={shown.text} wrap />
      )}
      {inUse !== null && inUse !== version && (
        <CodeBlock
          title={`Version ${inUse}, in production, says`}
          code={shown.inUse ?? "Nothing: these values do not fit it"}
          wrap
        />
      )}
      <CodeBlock title="The user said" code={shown.input} wrap />
    </>
  );
}
