"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRef, useState, type FormEvent } from "react";
import { FileDrop } from "@/components/data/file-drop";
import { formatBytes } from "@/components/data/format-bytes";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Progress } from "@/components/ui/progress";
import { Select } from "@/components/ui/select";
import { isApiError } from "@/lib/client/api";
import { formatPercent } from "@/lib/client/format";
import type { Task } from "@/lib/registry/schemas";
import { MAX_IMPORT_BYTES } from "@/lib/training/words";
import { ImportFormat } from "./import-format";
import { ImportResult } from "./import-result";
import { uploadDataset } from "./upload-dataset";

type ImportCardProps = { tasks: readonly Task[]; task: string; onTaskChange: (task: string) => void };

/** Why a file is not worth sending, or null. */
function fileProblem(file: File | null): string | null {
  if (!file) return "Choose a CSV file first";
  if (file.size === 0) return `${file.name} is empty`;
  if (file.size > MAX_IMPORT_BYTES) {
    return `${file.name} has ${formatBytes(file.size)}; the limit is ${formatBytes(MAX_IMPORT_BYTES)}. Split it`;
  }
  return null;
}

export function ImportCard({ tasks, task, onTaskChange }: ImportCardProps) {
  const queryClient = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const cancelling = useRef<AbortController>(null);
  const [file, setFile] = useState<File | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [share, setShare] = useState(0);
  const upload = useMutation({
    mutationFn: async ({ file, name }: { file: File; name: string }) => {
      setShare(0);
      cancelling.current = new AbortController();
      const { signal } = cancelling.current;
      return uploadDataset({ task, name: name || undefined, file, signal, onProgress: setShare });
    },
    onSuccess: async () => {
      setFile(null);
      form.current?.reset();
      await queryClient.invalidateQueries({ queryKey: ["training", "datasets"] });
    },
    onError: (error) =>
      focus(isApiError(error) && (error.field === "task" || error.field === "name") ? error.field : "file"),
  });
  const failure = isApiError(upload.error) ? upload.error : null;
  const errorAt = (field: string) => (failure?.field === field ? failure.message : null);
  const isFileWrong = failure !== null && failure.field !== "task" && failure.field !== "name";

  const focus = (field: string) =>
    form.current?.querySelector<HTMLElement>(field === "file" ? "[type=file]" : `[name=${field}]`)?.focus();

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const found = fileProblem(file);
    setProblem(found);
    if (found || !file) return focus("file");
    upload.mutate({ file, name: String(new FormData(event.currentTarget).get("name") ?? "").trim() });
  }

  function choose(chosen: File) {
    upload.reset();
    setFile(chosen);
    setProblem(fileProblem(chosen));
  }

  return (
    <Card>
      <CardHeader>
        <CardTitle>Import examples</CardTitle>
        <CardDescription>
          Texts with the category that is right for each. A dataset never changes once imported.
        </CardDescription>
      </CardHeader>
      <CardContent>
        <form ref={form} noValidate onSubmit={onSubmit} className="grid gap-4">
          <Field
            label="Task"
            error={errorAt("task")}
            hint={
              <>
                Classifications only.{" "}
                <Link href="/tasks" className="text-accent-text underline underline-offset-2">
                  New task
                </Link>
              </>
            }
          >
            {(control) => (
              <Select
                {...control}
                name="task"
                value={task}
                onChange={(event) => onTaskChange(event.target.value)}
                options={tasks.map(({ slug, name }) => ({ value: slug, label: `${name} (${slug})` }))}
              />
            )}
          </Field>
          <Field label="CSV file" error={problem ?? (isFileWrong ? failure.message : null)}>
            {(control) => (
              <FileDrop
                control={control}
                file={file}
                onFile={choose}
                what="a CSV"
                limits="UTF-8, at most 50 MB"
                accept=".csv,text/csv"
                isBusy={upload.isPending}
              />
            )}
          </Field>
          <ImportFormat />
          <Field
            label="Name"
            required={false}
            error={errorAt("name")}
            hint="How you will find it again; else the date."
          >
            {(control) => <Input {...control} name="name" maxLength={120} />}
          </Field>
          {upload.isPending ? (
            <div className="grid gap-2">
              <Progress label="Upload" value={share < 1 ? share : null} />
              <div className="flex items-center justify-between gap-3 text-sm text-muted-foreground">
                <span role="status">
                  {share < 1 ? `Sent ${formatPercent(Math.floor(share * 20) / 20)}` : "Checking the rows…"}
                </span>
                <Button size="sm" onClick={() => cancelling.current?.abort()}>
                  Cancel
                </Button>
              </div>
            </div>
          ) : (
            <Button type="submit" variant="primary" className="justify-self-start">
              Import
            </Button>
          )}
        </form>
        <div className="mt-4 empty:hidden">
          {upload.error && !failure && <Alert>The import was cancelled. Nothing of it was kept.</Alert>}
          {upload.data && <ImportResult dataset={upload.data} />}
        </div>
      </CardContent>
    </Card>
  );
}
