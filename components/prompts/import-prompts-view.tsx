"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { DataColumn } from "@/components/data/data-column";
import { DataTable } from "@/components/data/data-table";
import { describeError } from "@/components/data/describe-error";
import { FileDrop } from "@/components/data/file-drop";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { PageHeader } from "@/components/layout/page-header";
import { useMay } from "@/components/layout/permissions";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import { importPreviewQuery, importPrompts, type ExistingPrompts } from "@/lib/client/prompts";
import type { ImportPreview, PlannedImport } from "@/lib/prompts/schemas";
import { importedText } from "./imported-text";

const MOST_BYTES = 20_000_000;

type Chosen = { file: File; text: string };

/** Takes in a file of prompts, after showing what it would do. */
export function ImportPromptsView() {
  const mayWrite = useMay("write");
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [existing, setExisting] = useState<ExistingPrompts>("skip");

  async function choose(file: File) {
    setProblem(file.size > MOST_BYTES ? "The file is larger than 20 MB" : null);
    setChosen(file.size > MOST_BYTES ? null : { file, text: await file.text() });
  }

  return (
    <>
      <PageHeader
        title="Import prompts"
        description="A file that was exported from AI Gym. What it would do is shown first; nothing changes before you say so."
      />
      <div className="grid gap-4">
        <Card>
          <CardContent className="grid gap-4 pt-4">
            <Field label="File" error={problem}>
              {(control) => (
                <FileDrop
                  control={control}
                  file={chosen?.file ?? null}
                  onFile={(file) => void choose(file)}
                  what="an export"
                  limits="JSON, at most 20 MB and 200 prompts"
                  accept=".json,application/json"
                  isBusy={!mayWrite}
                />
              )}
            </Field>
            <Field label="Prompts that exist already">
              {(control) => (
                <Select
                  {...control}
                  value={existing}
                  options={[
                    { value: "skip", label: "stay as they are" },
                    { value: "add_version", label: "get the newest text as a new version" },
                  ]}
                  onChange={({ target }) => setExisting(target.value === "add_version" ? "add_version" : "skip")}
                />
              )}
            </Field>
          </CardContent>
        </Card>
        {chosen && <Preview text={chosen.text} existing={existing} />}
      </div>
    </>
  );
}

function Preview({ text, existing }: { text: string; existing: ExistingPrompts }) {
  const preview = useQuery(importPreviewQuery(text, existing));
  return (
    <QueryView query={preview} label="the file" skeleton={<TableSkeleton rows={5} columns={4} />}>
      {(found) => <Planned preview={found} text={text} existing={existing} />}
    </QueryView>
  );
}

const OUTCOMES = {
  create: { text: "is created", tone: "success" },
  add_version: { text: "gets a version", tone: "success" },
  same: { text: "says this already", tone: "neutral" },
  skip: { text: "exists, stays", tone: "neutral" },
  deleted: { text: "was deleted here, stays so", tone: "warning" },
} as const satisfies Record<PlannedImport["outcome"], { text: string; tone: string }>;

const COLUMNS: DataColumn<PlannedImport>[] = [
  { id: "line", header: "Line", align: "right", cell: ({ line }) => line },
  {
    id: "prompt",
    header: "Prompt",
    isPrimary: true,
    cell: ({ name, slug }) => (
      <>
        <span className="font-medium">{name}</span> <code className="text-xs">{slug}</code>
      </>
    ),
  },
  { id: "versions", header: "Versions", align: "right", cell: ({ versions }) => versions },
  { id: "labels", header: "Labels", cell: ({ labels }) => labels.join(", ") || "none" },
  {
    id: "outcome",
    header: "What happens",
    cell: ({ outcome }) => <Badge tone={OUTCOMES[outcome].tone}>{OUTCOMES[outcome].text}</Badge>,
  },
];

type PlannedProps = { preview: ImportPreview; text: string; existing: ExistingPrompts };

function Planned({ preview: { prompts, problems }, text, existing }: PlannedProps) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const changing = prompts.filter(({ outcome }) => outcome === "create" || outcome === "add_version");
  const take = useMutation({
    mutationFn: () =>
      importPrompts(
        text,
        changing.map(({ index }) => index),
        existing,
      ),
    onSuccess: async (result) => {
      notify.success(importedText(result));
      await queryClient.invalidateQueries({ queryKey: ["prompts"] });
      router.push("/prompts");
    },
  });
  return (
    <div className="grid gap-4">
      {problems.length > 0 && (
        <Alert
          tone="danger"
          title={problems.length === 1 ? "One thing is wrong" : `${problems.length} things are wrong`}
        >
          <ul className="grid list-disc gap-1 pl-4">
            {problems.slice(0, SHOWN_PROBLEMS).map(({ line, message }, index) => (
              <li key={index}>
                Line {line}: {message}
              </li>
            ))}
          </ul>
          {problems.length > SHOWN_PROBLEMS && <p>and {problems.length - SHOWN_PROBLEMS} more</p>}
        </Alert>
      )}
      {prompts.length > 0 && (
        <DataTable label="Prompts of the file" rows={prompts} columns={COLUMNS} rowKey={({ index }) => String(index)} />
      )}
      {take.error && <Alert tone="danger">{describeError(take.error).message}</Alert>}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          variant="primary"
          disabled={changing.length === 0}
          isPending={take.isPending}
          onClick={() => take.mutate()}
        >
          {changing.length === 0 ? "Nothing to import" : `Import ${changing.length} of ${countOf(prompts, problems)}`}
        </Button>
        <Link href="/prompts" className="text-sm text-accent-text underline-offset-4 hover:underline">
          Back to the prompts
        </Link>
        {problems.length > 0 && changing.length > 0 && (
          <span className="text-sm text-muted-foreground">What is wrong is left out.</span>
        )}
      </div>
    </div>
  );
}

const SHOWN_PROBLEMS = 50;

const countOf = (prompts: ImportPreview["prompts"], problems: ImportPreview["problems"]): number =>
  prompts.length + new Set(problems.flatMap(({ index }) => (index === null ? [] : [index]))).size;
