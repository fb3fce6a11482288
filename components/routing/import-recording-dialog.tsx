"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type FormEvent } from "react";
import { FileDrop } from "@/components/data/file-drop";
import { plural } from "@/components/training/plural";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { Progress } from "@/components/ui/progress";
import { isApiError } from "@/lib/client/api";
import { formatPercent } from "@/lib/client/format";
import { uploadReplay } from "@/lib/client/replays";
import { checkRecording, recordingName, type RecordingProblem } from "./check-recording";

export type ImportRecordingDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** Stays open while a file is sent: closing it would hide what is under way. */
export function ImportRecordingDialog({ open, onOpenChange }: ImportRecordingDialogProps) {
  const queryClient = useQueryClient();
  const cancelling = useRef<AbortController>(null);
  const [file, setFile] = useState<File | null>(null);
  const [set, setSet] = useState("");
  const [problem, setProblem] = useState<RecordingProblem | null>(null);
  const [share, setShare] = useState(0);
  const upload = useMutation({
    mutationFn: (input: { file: File; set: string }) => {
      setShare(0);
      cancelling.current = new AbortController();
      return uploadReplay({ ...input, signal: cancelling.current.signal, onProgress: setShare });
    },
    onSuccess: async ({ name, promptCount, models, rejected }) => {
      setFile(null);
      setSet("");
      onOpenChange(false);
      notify.success(`${name}: ${plural(promptCount, "prompt")} of ${plural(models.length, "model")}`, {
        ...(rejected.count > 0 && {
          description: `${plural(rejected.count, "row")} left out: open the recording to see why.`,
        }),
      });
      await Promise.all(
        [["replays"], ["models"], ["providers"], ["recommend"]].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      );
    },
  });
  const failure = isApiError(upload.error) ? upload.error : null;

  function errorAt(field: RecordingProblem["field"]): string | null {
    if (problem) return problem.field === field ? problem.message : null;
    return failure && (failure.field === "set") === (field === "set") ? failure.message : null;
  }

  function choose(chosen: File) {
    upload.reset();
    setFile(chosen);
    setSet(recordingName(chosen.name));
    setProblem(null);
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    const found = checkRecording(file, set);
    setProblem(found);
    if (!found && file) upload.mutate({ file, set: set.trim() });
  }

  return (
    <Dialog open={open} onOpenChange={(next) => (next || !upload.isPending) && onOpenChange(next)}>
      <DialogContent
        title="Import a recording"
        description="Prompts with what several models made of them. Each model of it is added to the catalogue and answers from the recording."
      >
        <form noValidate onSubmit={onSubmit} className="grid grid-cols-1 gap-4">
          <Field
            label="Recording file"
            error={errorAt("file")}
            hint="One JSON object a line: prompt, and by model answers, scores (0–1) and cost (US dollars); task and id if you have them."
          >
            {(control) => (
              <FileDrop
                control={control}
                file={file}
                onFile={choose}
                what="a JSONL file"
                limits="Packed with gzip or not, at most 500 MB unpacked"
                accept=".jsonl,.ndjson,.json,.gz,application/gzip"
                isBusy={upload.isPending}
              />
            )}
          </Field>
          <Field label="Name" error={errorAt("set")}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                maxLength={80}
                value={set}
                onChange={(event) => {
                  setSet(event.target.value);
                  setProblem(null);
                }}
              />
            )}
          </Field>
          {upload.isPending ? (
            <div className="grid grid-cols-1 gap-2">
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
            <Button type="submit" variant="primary" className="justify-self-end">
              Import
            </Button>
          )}
          {upload.error && !failure && <Alert>The import was cancelled. Nothing of it was kept.</Alert>}
        </form>
      </DialogContent>
    </Dialog>
  );
}
