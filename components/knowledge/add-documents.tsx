"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type FormEvent } from "react";
import { describeError } from "@/components/data/describe-error";
import { FileDrop } from "@/components/data/file-drop";
import { formatBytes } from "@/components/data/format-bytes";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { Progress } from "@/components/ui/progress";
import { Textarea } from "@/components/ui/textarea";
import { isApiError, newIdempotencyKey } from "@/lib/client/api";
import { addFile, addText } from "@/lib/client/knowledge";
import { MAX_FILE_BYTES } from "@/lib/knowledge/words";

const ACCEPTED = ".txt,.md,.markdown,.html,.htm,.csv,.tsv,.pdf,.png,.jpg,.jpeg";

const isPicture = (file: File) => file.type.startsWith("image/");

/** A file that is sent as soon as it is chosen (a picture once its caption is written), or a text that is written here. */
export function AddDocuments({ slug }: { slug: string }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>Add documents</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-6 md:grid-cols-2">
        <UploadFile slug={slug} />
        <WriteText slug={slug} />
      </CardContent>
    </Card>
  );
}

function UploadFile({ slug }: { slug: string }) {
  const refresh = useRefresh();
  const cancelling = useRef<AbortController>(null);
  const [file, setFile] = useState<File | null>(null);
  const [share, setShare] = useState(0);
  const [caption, setCaption] = useState("");
  const upload = useMutation({
    mutationFn: (chosen: File) => {
      setShare(0);
      cancelling.current = new AbortController();
      const { signal } = cancelling.current;
      return addFile(slug, { file: chosen, caption: caption.trim(), signal, onProgress: setShare });
    },
    onSuccess: async ({ documents }, chosen) => {
      setFile(null);
      setCaption("");
      const isNew = documents.some(({ outcome }) => outcome !== "unchanged");
      notify.success(isNew ? `${chosen.name} is added` : `${chosen.name} is there already, word for word`);
      await refresh();
    },
  });
  const isTooLarge = file !== null && file.size > MAX_FILE_BYTES;

  function choose(chosen: File) {
    upload.reset();
    setFile(chosen);
    if (chosen.size <= MAX_FILE_BYTES && !isPicture(chosen)) upload.mutate(chosen);
  }

  return (
    <div className="grid content-start gap-3">
      <Field
        label="File"
        error={
          isTooLarge
            ? `The file has ${formatBytes(file.size)}; the limit is ${formatBytes(MAX_FILE_BYTES)}. Split it`
            : isApiError(upload.error)
              ? describeError(upload.error).message
              : null
        }
      >
        {(control) => (
          <FileDrop
            file={file}
            onFile={choose}
            what="a file"
            limits={`Text, Markdown, HTML, CSV, PDF, PNG or JPEG, at most ${formatBytes(MAX_FILE_BYTES)}`}
            accept={ACCEPTED}
            isBusy={upload.isPending}
            control={control}
          />
        )}
      </Field>
      {file && isPicture(file) && !isTooLarge && !upload.isPending && (
        <form
          className="grid gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            upload.mutate(file);
          }}
        >
          <Field label="What the picture shows" required={false} hint="Words and meaning find it by this.">
            {(control) => (
              <Input
                {...control}
                value={caption}
                maxLength={2_000}
                onChange={({ target }) => setCaption(target.value)}
              />
            )}
          </Field>
          <Button type="submit" className="justify-self-end">
            Add picture
          </Button>
        </form>
      )}
      {upload.isPending && (
        <div className="flex items-center gap-3">
          <Progress value={share < 1 ? share : null} label="Upload" className="flex-1" />
          <Button size="sm" onClick={() => cancelling.current?.abort(new Error("The upload was cancelled"))}>
            Cancel
          </Button>
        </div>
      )}
    </div>
  );
}

function WriteText({ slug }: { slug: string }) {
  const refresh = useRefresh();
  const [title, setTitle] = useState("");
  const [text, setText] = useState("");
  const add = useMutation({
    mutationFn: () => addText(slug, { text, ...(title.trim() && { title: title.trim() }) }, newIdempotencyKey()),
    onSuccess: async () => {
      setTitle("");
      setText("");
      notify.success("The text is added");
      await refresh();
    },
  });
  const isTitleWrong = isApiError(add.error) && add.error.field?.endsWith(".title");
  const message = add.error ? describeError(add.error).message : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    add.mutate();
  }

  return (
    <form onSubmit={submit} className="grid content-start gap-3" noValidate>
      <Field label="Title" required={false} error={isTitleWrong ? message : null}>
        {(control) => (
          <Input {...control} value={title} maxLength={300} onChange={({ target }) => setTitle(target.value)} />
        )}
      </Field>
      <Field label="Text" required hint="Markdown: headings become sections." error={isTitleWrong ? null : message}>
        {(control) => (
          <Textarea {...control} className="min-h-28" value={text} onChange={({ target }) => setText(target.value)} />
        )}
      </Field>
      <Button type="submit" className="justify-self-end" isPending={add.isPending}>
        Add text
      </Button>
    </form>
  );
}

function useRefresh() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: ["knowledge"] });
}
