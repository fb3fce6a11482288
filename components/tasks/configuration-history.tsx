"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { authorText } from "@/components/data/author-text";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { DiffView } from "@/components/data/diff-view";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { QueryView } from "@/components/data/query-view";
import { Time } from "@/components/data/time";
import { useMay } from "@/components/layout/permissions";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent } from "@/components/ui/card";
import { configurationVersionsQuery, resetConfiguration, rollbackConfiguration } from "@/lib/client/tasks";
import type { Configuration, ConfigurationVersion } from "@/lib/registry/schemas";
import { useChangeConfiguration } from "./use-change-configuration";

const ChangeDialog = lazyOverlay(
  () => import("./change-dialog").then((module) => module.ChangeDialog),
  ({ open }) => open,
);

type ConfigurationHistoryProps = {
  task: string;
  current: ConfigurationVersion;
  /** What Reset brings back. */
  defaults: Configuration;
};

/** What one is about to go back to. */
type Target = { kind: "version"; version: ConfigurationVersion } | { kind: "default" };

/** Every version of the configuration: who, why, when, and what it changed. */
export function ConfigurationHistory({ task, current, defaults }: ConfigurationHistoryProps) {
  const versions = useInfiniteQuery(configurationVersionsQuery(task));
  const mayWrite = useMay("write");
  const change = useChangeConfiguration(task);
  const [target, setTarget] = useState<Target | null>(null);

  function choose(next: Target) {
    change.reset();
    setTarget(next);
  }

  function confirm(reason: string | undefined) {
    if (!target) return;
    const expectedVersion = current.version;
    const write = () =>
      target.kind === "default"
        ? resetConfiguration(task, { expectedVersion, reason })
        : rollbackConfiguration(task, { version: target.version.version, expectedVersion, reason });
    change.mutate({ write, from: expectedVersion }, { onSuccess: () => setTarget(null) });
  }

  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-sm text-muted-foreground">
          Versions never change. Going back makes a new one with the old content.
        </p>
        {mayWrite && <Button onClick={() => choose({ kind: "default" })}>Reset to default</Button>}
      </div>
      <QueryView query={versions} label="history" skeleton={<CardSkeleton lines={6} />}>
        {({ pages }) => {
          const all = pages.flatMap((page) => page.data);
          return (
            <ol className="grid gap-3">
              {all.map((version, index) => (
                <li key={version.version}>
                  <VersionCard
                    version={version}
                    previous={all[index + 1] ?? null}
                    onRollBack={mayWrite ? () => choose({ kind: "version", version }) : null}
                  />
                </li>
              ))}
            </ol>
          );
        }}
      </QueryView>
      {versions.hasNextPage && (
        <Button
          className="justify-self-center"
          isPending={versions.isFetchingNextPage}
          onClick={() => void versions.fetchNextPage()}
        >
          Show older versions
        </Button>
      )}
      <ChangeDialog
        open={target !== null}
        onOpenChange={(open) => !open && setTarget(null)}
        title={target?.kind === "version" ? `Roll back to version ${target.version.version}?` : "Reset to the default?"}
        description={`This makes version ${current.version + 1}, which serves requests within two seconds.`}
        before={current.configuration}
        after={target?.kind === "version" ? target.version.configuration : defaults}
        confirmLabel={target?.kind === "version" ? "Roll back" : "Reset"}
        isPending={change.isPending}
        error={change.error}
        onConfirm={confirm}
      />
    </div>
  );
}

type VersionCardProps = {
  version: ConfigurationVersion;
  /** The one before it; null for the first, or when it is not loaded. */
  previous: ConfigurationVersion | null;
  /** null for whoever may not. */
  onRollBack: (() => void) | null;
};

function VersionCard({ version, previous, onRollBack }: VersionCardProps) {
  return (
    <Card>
      <CardContent className="grid gap-2 pt-4">
        <div className="flex flex-wrap items-center gap-2">
          <h3 className="text-sm font-semibold">Version {version.version}</h3>
          {version.isCurrent && <Badge tone="success">in force</Badge>}
          <span className="text-sm text-muted-foreground">
            by {authorText(version.createdBy)}, <Time at={version.createdAt} />
          </span>
          {!version.isCurrent && onRollBack && (
            <Button size="sm" className="ml-auto" onClick={onRollBack}>
              Roll back to this
            </Button>
          )}
        </div>
        <p className="text-sm break-words">
          {version.reason || <span className="text-muted-foreground">No reason given</span>}
        </p>
        {previous && (
          <details className="text-sm">
            <summary className="cursor-pointer text-muted-foreground">Changes since version {previous.version}</summary>
            <div className="mt-2">
              <DiffView before={previous.configuration} after={version.configuration} />
            </div>
          </details>
        )}
      </CardContent>
    </Card>
  );
}
