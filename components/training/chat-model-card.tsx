"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import { newIdempotencyKey } from "@/lib/client/api";
import { modelsQuery } from "@/lib/client/models";
import { startTraining } from "@/lib/client/training";
import type { Task } from "@/lib/registry/schemas";
import type { Dataset } from "@/lib/training/schemas";
import { plural } from "./plural";
import { optionalNumber, readChatForm, type ChatForm } from "./read-chat-form";
import type { RunFormProblem } from "./read-run-form";
import { TuningEstimateNote } from "./tuning-estimate-note";

const METHODS = [
  { value: "few_shot", label: "Choose examples for its prompt" },
  { value: "fine_tune", label: "Fine-tune at its provider" },
];

type ChatModelCardProps = {
  /** Newest first. */
  datasets: readonly Dataset[];
  tasks: readonly Task[];
};

/** Teaches a chat model a classification, by its prompt or at its provider. Nothing without labelled examples. */
export function ChatModelCard({ datasets, tasks }: ChatModelCardProps) {
  const kinds = new Map(tasks.map(({ slug, kind }) => [slug, kind]));
  const labelled = datasets.filter(({ task }) => kinds.get(task) === "classification");
  return labelled.length === 0 ? null : <ChatModelForm datasets={labelled} />;
}

const EMPTY: ChatForm = { method: "few_shot", model: "", examples: "8", cap: "1", epochs: "" };

function ChatModelForm({ datasets }: { datasets: readonly Dataset[] }) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const models = useQuery(modelsQuery({ kind: "chat", status: "ready" }));
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [form, setForm] = useState(EMPTY);
  const [price, setPrice] = useState("");
  const [problem, setProblem] = useState<RunFormProblem | null>(null);
  const [idempotencyKey, setIdempotencyKey] = useState(newIdempotencyKey);
  const dataset = datasets.find(({ id }) => id === chosenId) ?? datasets[0]!;
  const isTuning = form.method === "fine_tune";

  const start = useMutation({
    mutationFn: (input: Parameters<typeof startTraining>[0]) => startTraining(input, idempotencyKey),
    onSuccess: async (run) => {
      setIdempotencyKey(newIdempotencyKey());
      notify.success(`Training for ${run.task} started`, {
        action: { label: "Follow", onPress: () => router.push(`/training/${run.id}`) },
      });
      await queryClient.invalidateQueries({ queryKey: ["training", "runs"] });
    },
  });

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const read = readChatForm(form);
    if ("problem" in read) {
      setProblem(read.problem);
      event.currentTarget.querySelector<HTMLElement>(`[name="${read.problem.field}"]`)?.focus();
      return;
    }
    setProblem(null);
    start.mutate({ ...read.values, task: dataset.task, datasetId: dataset.id });
  }

  const set = (change: Partial<ChatForm>) => setForm({ ...form, ...change });
  const errorAt = (field: keyof ChatForm) => (problem?.field === field ? problem.message : null);

  return (
    <Card className="lg:col-span-2">
      <CardHeader>
        <CardTitle>Train a chat model</CardTitle>
        <CardDescription>
          It learns to answer with one of the labels. The result is a version that can be deployed and rolled back.
        </CardDescription>
      </CardHeader>
      <CardContent>
        <form
          noValidate
          onSubmit={onSubmit}
          className="grid items-start gap-4 lg:grid-cols-2"
          aria-label="Train a chat model"
        >
          <Field label="Labelled examples">
            {(control) => (
              <Select
                {...control}
                value={dataset.id}
                onChange={(event) => setChosenId(event.target.value)}
                options={datasets.map(({ id, name, task, rowCount }) => ({
                  value: id,
                  label: `${name} · ${task} · ${plural(rowCount, "row")}`,
                }))}
              />
            )}
          </Field>
          <Field
            label="Way"
            hint={
              isTuning
                ? "The examples are sent to the provider, which bills the training."
                : "Cheap and quick: a few examples are put into the prompt of every request."
            }
          >
            {(control) => (
              <Select
                {...control}
                value={form.method}
                onChange={(event) => set({ method: event.target.value === "fine_tune" ? "fine_tune" : "few_shot" })}
                options={METHODS}
              />
            )}
          </Field>
          <Field
            label="Chat model"
            error={errorAt("model") ?? (models.isError ? "The models could not be loaded. Reload the page." : null)}
            hint={
              models.data?.length === 0 ? "None can be asked: add a provider's key in Settings, Providers." : undefined
            }
          >
            {(control) => (
              <Select
                {...control}
                name="model"
                value={form.model}
                onChange={(event) => set({ model: event.target.value })}
                options={[
                  { value: "", label: models.isPending ? "Loading the models" : "Choose one" },
                  ...(models.data ?? []).map(({ slug, name }) => ({ value: slug, label: `${name} · ${slug}` })),
                ]}
              />
            )}
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            {isTuning ? (
              <>
                <Field label="Epochs" hint="1 to 50. Empty: the provider decides." error={errorAt("epochs")}>
                  {(control) => (
                    <Input
                      {...control}
                      name="epochs"
                      inputMode="numeric"
                      value={form.epochs}
                      onChange={(event) => set({ epochs: event.target.value })}
                    />
                  )}
                </Field>
                <Field
                  label="Price of training, $ per million tokens"
                  hint="From the provider's price list, for the estimate."
                >
                  {(control) => (
                    <Input
                      {...control}
                      inputMode="decimal"
                      value={price}
                      onChange={(event) => setPrice(event.target.value)}
                    />
                  )}
                </Field>
              </>
            ) : (
              <>
                <Field label="Examples, at most" hint="0 to 40. 0: the labels alone." error={errorAt("examples")}>
                  {(control) => (
                    <Input
                      {...control}
                      name="examples"
                      inputMode="numeric"
                      value={form.examples}
                      onChange={(event) => set({ examples: event.target.value })}
                    />
                  )}
                </Field>
                <Field label="Spend cap, $" hint="For choosing and measuring." error={errorAt("cap")}>
                  {(control) => (
                    <Input
                      {...control}
                      name="cap"
                      inputMode="decimal"
                      value={form.cap}
                      onChange={(event) => set({ cap: event.target.value })}
                    />
                  )}
                </Field>
              </>
            )}
          </div>
          <div className="grid gap-4 lg:col-span-2">
            {isTuning && form.model !== "" && (
              <TuningEstimateNote
                question={{
                  task: dataset.task,
                  datasetId: dataset.id,
                  model: form.model,
                  ...numberOrNothing("epochs", form.epochs),
                  ...numberOrNothing("pricePerMillion", price),
                }}
              />
            )}
            {start.error && (
              <Alert
                tone="danger"
                action={
                  <Link href="/training" className="underline underline-offset-2">
                    All runs
                  </Link>
                }
              >
                {start.error.message}
              </Alert>
            )}
            <Button type="submit" variant="primary" className="justify-self-start" isPending={start.isPending}>
              Train the chat model
            </Button>
          </div>
        </form>
      </CardContent>
    </Card>
  );
}

/** What is being typed may be no number yet: then it is left out. */
function numberOrNothing<Name extends string>(name: Name, text: string): Partial<Record<Name, number>> {
  const value = optionalNumber(text);
  return value !== null && Number.isFinite(value) ? ({ [name]: value } as Record<Name, number>) : {};
}
