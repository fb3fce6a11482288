"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsInteger, useQueryStates } from "nuqs";
import { useState } from "react";
import { authorText } from "@/components/data/author-text";
import type { DataColumn } from "@/components/data/data-column";
import { DataTable } from "@/components/data/data-table";
import { DiffView } from "@/components/data/diff-view";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { Time } from "@/components/data/time";
import { useMay } from "@/components/layout/permissions";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { formatCount, formatLatency, formatQuality, formatUsd } from "@/lib/client/format";
import { promptUsageQuery, removePromptLabel, setPromptLabel } from "@/lib/client/prompts";
import type { PromptDetail, PromptVersion, PromptVersionUsage } from "@/lib/prompts/schemas";
import { USUAL_LABELS } from "@/lib/prompts/words";
import { useChangePrompt } from "./use-change-prompt";

const RequestsPreviewDialog = lazyOverlay(
  () => import("./requests-preview-dialog").then((module) => module.RequestsPreviewDialog),
  ({ version }) => version !== null,
);

type Row = PromptVersion & { usage: PromptVersionUsage | undefined };

/** Versions with their labels and how they fared, and what differs between two of them. */
export function PromptVersions({ prompt }: { prompt: PromptDetail }) {
  const mayWrite = useMay("write");
  const usage = useQuery(promptUsageQuery(prompt.slug));
  const change = useChangePrompt();
  const [previewed, setPreviewed] = useState<number | null>(null);
  const rows: Row[] = prompt.versions.map((version) => ({
    ...version,
    usage: usage.data?.find((one) => one.version === version.version),
  }));

  function promote(label: string, version: number) {
    const before = Object.hasOwn(prompt.labels, label) ? prompt.labels[label]! : null;
    change.mutate({
      change: () => setPromptLabel(prompt.slug, label, version),
      done: `${label} is version ${version}`,
      undo: () =>
        before === null ? removePromptLabel(prompt.slug, label) : setPromptLabel(prompt.slug, label, before),
    });
  }

  return (
    <div className="grid gap-6">
      <DataTable
        label="Versions"
        rows={rows}
        columns={columnsOf(mayWrite ? promote : null, setPreviewed)}
        rowKey={({ id }) => id}
      />
      <RequestsPreviewDialog slug={prompt.slug} version={previewed} onClose={() => setPreviewed(null)} />
      <Comparison versions={prompt.versions} />
    </div>
  );
}

function columnsOf(
  promote: ((label: string, version: number) => void) | null,
  preview: (version: number) => void,
): DataColumn<Row>[] {
  const columns: DataColumn<Row>[] = [
    {
      id: "version",
      header: "Version",
      className: "max-sm:col-span-2",
      cell: ({ version, notes, labels }) => (
        <>
          <span className="flex flex-wrap items-center gap-1.5">
            <span className="font-medium">Version {version}</span>
            {labels.map((label) => (
              <Badge key={label} tone={label === "production" ? "success" : "neutral"}>
                {label}
              </Badge>
            ))}
          </span>
          <span className="block max-w-md text-xs text-muted-foreground">{notes}</span>
        </>
      ),
    },
    {
      id: "created",
      header: "Written",
      cell: ({ createdAt, createdBy }) => (
        <>
          <Time at={createdAt} /> <span className="text-muted-foreground">by {authorText(createdBy)}</span>
        </>
      ),
    },
    { id: "calls", header: "Calls, 30 days", align: "right", cell: ({ usage }) => formatCount(usage?.count) },
    { id: "quality", header: "Quality", align: "right", cell: ({ usage }) => formatQuality(usage?.quality) },
    {
      id: "cost",
      header: "Cost per call",
      align: "right",
      cell: ({ usage }) => (usage && usage.count > 0 ? formatUsd(usage.costUsd) : "–"),
    },
    {
      id: "latency",
      header: "Median latency",
      align: "right",
      cell: ({ usage }) => formatLatency(usage?.latencyMsP50),
    },
  ];
  columns.push({
    id: "preview",
    header: "Preview",
    cell: ({ version }) => (
      <Button
        size="sm"
        aria-haspopup="dialog"
        aria-label={`Preview version ${version} with real requests`}
        onClick={() => preview(version)}
      >
        With requests
      </Button>
    ),
  });
  if (!promote) return columns;
  return [
    ...columns,
    {
      id: "labels",
      header: "Use as",
      align: "right",
      cell: ({ version, labels }) => (
        <span className="flex flex-wrap justify-end gap-1">
          {USUAL_LABELS.map((label) => (
            <Button
              key={label}
              size="sm"
              disabled={labels.includes(label)}
              aria-label={`Make version ${version} ${label}`}
              onClick={() => promote(label, version)}
            >
              {label}
            </Button>
          ))}
        </span>
      ),
    },
  ];
}

function Comparison({ versions }: { versions: readonly PromptVersion[] }) {
  const [newest, previous] = versions;
  const [chosen, setChosen] = useQueryStates({ from: parseAsInteger, to: parseAsInteger });
  const find = (version: number | null) => versions.find((one) => one.version === version);
  const to = find(chosen.to) ?? newest;
  const from = find(chosen.from) ?? previous ?? newest;
  if (!to || !from) return null;
  const options = versions.map(({ version }) => ({ value: String(version), label: `Version ${version}` }));
  const content = ({ template, variables }: PromptVersion) => ({ template, variables });
  return (
    <section aria-labelledby="compare-versions" className="grid gap-3">
      <h2 id="compare-versions" className="text-sm font-semibold">
        Compare
      </h2>
      <div className="grid max-w-md gap-3 sm:grid-cols-2">
        <Field label="Before">
          {(control) => (
            <Select
              {...control}
              value={String(from.version)}
              options={options}
              onChange={(event) => void setChosen({ from: Number(event.target.value) })}
            />
          )}
        </Field>
        <Field label="After">
          {(control) => (
            <Select
              {...control}
              value={String(to.version)}
              options={options}
              onChange={(event) => void setChosen({ to: Number(event.target.value) })}
            />
          )}
        </Field>
      </div>
      {from.version === to.version ? (
        <CodeBlock title={`Text of version ${to.version}`} code={to.template} wrap />
      ) : (
        <DiffView before={content(from)} after={content(to)} emptyText="The texts are the same" />
      )}
    </section>
  );
}
