"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { describeError } from "@/components/data/describe-error";
import { useMay } from "@/components/layout/permissions";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { correctDetection, detect } from "@/lib/client/detection";
import { formatPercent } from "@/lib/client/format";
import type { Detection } from "@/lib/detection/schemas";
import { EMOTIONS } from "@/lib/detection/words";
import { CATEGORIES } from "@/lib/registry/words";

/** A message, what is found in it, and what it is in truth. */
export function TryMessageCard() {
  const [message, setMessage] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const found = useMutation({ mutationFn: (text: string) => detect(text) });

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (message.trim() === "") return setProblem("Write a message first");
    found.mutate(message);
  }

  return (
    <Card>
      <CardHeader>
        <CardTitle>Try a message</CardTitle>
        <CardDescription>Looked at on this server. Nothing is stored unless you correct it.</CardDescription>
      </CardHeader>
      <CardContent className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <form noValidate onSubmit={onSubmit} className="grid grid-cols-1 gap-3">
          <Field label="Message" error={problem}>
            {(control) => (
              <Textarea
                {...control}
                rows={3}
                maxLength={10_000}
                value={message}
                onChange={(event) => {
                  setMessage(event.target.value);
                  setProblem(null);
                }}
              />
            )}
          </Field>
          {found.error && <Alert tone="danger">{describeError(found.error).message}</Alert>}
          <Button type="submit" variant="primary" className="justify-self-start" isPending={found.isPending}>
            Detect
          </Button>
        </form>
        <div role="status">
          {found.data && found.variables && (
            <Found key={`${found.submittedAt}`} message={found.variables} detection={found.data} />
          )}
        </div>
      </CardContent>
    </Card>
  );
}

function Found({ message, detection }: { message: string; detection: Detection }) {
  const queryClient = useQueryClient();
  const mayRecord = useMay("record");
  const [category, setCategory] = useState(detection.category.label);
  const [emotion, setEmotion] = useState(detection.emotion.label);
  const correct = useMutation({
    mutationFn: () => correctDetection({ message, category, emotion }),
    onSuccess: async () => {
      notify.success("Thank you: the next retraining learns from it");
      await queryClient.invalidateQueries({ queryKey: ["detection", "corrections"] });
    },
  });
  return (
    <div className="grid grid-cols-1 gap-3 text-sm">
      <p>
        About <strong>{detection.category.label}</strong> ({formatPercent(detection.category.confidence)} sure), and the
        writer seems <strong>{detection.emotion.label}</strong> ({formatPercent(detection.emotion.confidence)} sure).{" "}
        <span className="text-muted-foreground">
          {detection.stage === "lexical" ? "The words were enough." : "The sentence's meaning was asked as well."}
        </span>
      </p>
      {mayRecord && (
        <>
          <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
            <Field label="It is about">
              {(control) => (
                <Select
                  {...control}
                  value={category}
                  onChange={({ target }) => setCategory(CATEGORIES.find((one) => one === target.value) ?? category)}
                  options={CATEGORIES.map((value) => ({ value, label: value }))}
                />
              )}
            </Field>
            <Field label="The writer is">
              {(control) => (
                <Select
                  {...control}
                  value={emotion}
                  onChange={({ target }) => setEmotion(EMOTIONS.find((one) => one === target.value) ?? emotion)}
                  options={EMOTIONS.map((value) => ({ value, label: value }))}
                />
              )}
            </Field>
          </div>
          {correct.error && <Alert tone="danger">{describeError(correct.error).message}</Alert>}
          <Button className="justify-self-start" isPending={correct.isPending} onClick={() => correct.mutate()}>
            Save as the truth
          </Button>
        </>
      )}
    </div>
  );
}
