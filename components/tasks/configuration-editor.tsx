"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { authorText } from "@/components/data/author-text";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { useMay } from "@/components/layout/permissions";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { configurationQuery, putConfiguration } from "@/lib/client/tasks";
import type { ConfigurationVersion, Model, Task } from "@/lib/registry/schemas";
import type { checkConfiguration } from "./check-configuration";
import { ConfigurationForm } from "./configuration-form";
import { countChanges, isSameConfiguration } from "./same-configuration";
import { useChangeConfiguration } from "./use-change-configuration";

const ChangeDialog = lazyOverlay(
  () => import("./change-dialog").then((module) => module.ChangeDialog),
  ({ open }) => open,
);

type ConfigurationEditorProps = { task: Task; current: ConfigurationVersion; models: readonly Model[] };

/** Edits a copy of the configuration in force. What was typed stays when somebody else changes it meanwhile. */
export function ConfigurationEditor({ task, current, models }: ConfigurationEditorProps) {
  const mayWrite = useMay("write");
  const queryClient = useQueryClient();
  const [base, setBase] = useState(current);
  const [draft, setDraft] = useState(current.configuration);
  const [isReviewing, setIsReviewing] = useState(false);
  /** Fetched by the first review; null before, when nothing is marked as wrong yet. */
  const [check, setCheck] = useState<typeof checkConfiguration | null>(null);
  const change = useChangeConfiguration(task.slug);

  function adopt(version: ConfigurationVersion) {
    setBase(version);
    setDraft(version.configuration);
    setCheck(null);
    setIsReviewing(false);
  }
  const isUntouched = isSameConfiguration(base.configuration, draft);
  if (current.version !== base.version && (isUntouched || isSameConfiguration(current.configuration, draft))) {
    adopt(current);
  }

  const changeCount = countChanges(base.configuration, draft);
  const checked = check?.(draft);
  const errors = checked?.errors ?? {};

  async function review() {
    const loaded = await import("./check-configuration");
    setCheck(() => loaded.checkConfiguration);
    change.reset();
    setIsReviewing(loaded.checkConfiguration(draft).errors === null);
  }
  const reload = async () => adopt(await queryClient.fetchQuery({ ...configurationQuery(task.slug), staleTime: 0 }));

  return (
    <div className="grid gap-4">
      {current.version !== base.version && (
        <Alert
          tone="warning"
          title={`Version ${current.version} was made meanwhile by ${authorText(current.createdBy)}`}
          action={
            <Button size="sm" onClick={() => adopt(current)}>
              Drop my changes and load it
            </Button>
          }
        >
          Your changes are based on version {base.version} and cannot be saved over it.
        </Alert>
      )}
      <fieldset disabled={!mayWrite} className="contents">
        <ConfigurationForm task={task} models={models} draft={draft} onChange={setDraft} errors={errors} />
      </fieldset>
      <div className="sticky bottom-0 z-10 -mx-1 flex flex-wrap items-center gap-2 border-t bg-background px-1 py-3">
        <span role="status" className="mr-auto text-sm text-muted-foreground">
          {Object.keys(errors).length > 0
            ? "Some fields need a correction"
            : changeCount === 0
              ? `Version ${base.version} is in force`
              : `${changeCount} ${changeCount === 1 ? "field" : "fields"} changed, not saved`}
        </span>
        {changeCount > 0 && <Button onClick={() => adopt(base)}>Discard</Button>}
        {mayWrite && (
          <Button variant="primary" disabled={changeCount === 0} onClick={() => void review()}>
            Review and save
          </Button>
        )}
      </div>
      <ChangeDialog
        open={isReviewing}
        onOpenChange={setIsReviewing}
        title={`Save version ${base.version + 1}?`}
        description="It serves requests within two seconds. You can go back to any earlier version."
        before={base.configuration}
        after={draft}
        confirmLabel="Save"
        isPending={change.isPending}
        error={change.error}
        conflictAction={
          <Button size="sm" onClick={() => void reload()}>
            Load the new version
          </Button>
        }
        onConfirm={(reason) => {
          if (!checked?.configuration) return;
          const input = { configuration: checked.configuration, expectedVersion: base.version, reason: reason ?? "" };
          change.mutate({ write: () => putConfiguration(task.slug, input), from: base.version }, { onSuccess: adopt });
        }}
      />
    </div>
  );
}
