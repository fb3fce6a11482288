"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, type FormEvent, type ReactNode } from "react";
import { CheckList } from "@/components/data/check-list";
import { describeError } from "@/components/data/describe-error";
import { NumberField } from "@/components/data/number-field";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { Textarea } from "@/components/ui/textarea";
import { isApiError, newIdempotencyKey } from "@/lib/client/api";
import { choicesQuery } from "@/lib/client/choices";
import { createExperiment } from "@/lib/client/experiments";
import { BUILT_IN_MEASURES, EXPERIMENT_METHODS, EXPERIMENT_UNITS } from "@/lib/experiments/words";
import {
  equalPercents,
  newDraft,
  newVariant,
  readDraft,
  type DraftProblem,
  type ExperimentDraft,
} from "./experiment-draft";
import { PlanCard } from "./plan-card";
import { VariantFields } from "./variant-fields";

const MEASURES = [
  ...Object.entries(BUILT_IN_MEASURES).map(([value, { name }]) => ({ value, label: name })),
  { value: "", label: "An outcome that is reported" },
];
const AGGREGATION_OPTIONS = [
  { value: "mean", label: "Mean of its measurements" },
  { value: "sum", label: "Sum of its measurements" },
  { value: "any", label: "Whether it happened at all" },
  { value: "p95", label: "95th percentile over units" },
];
const GUARDRAIL_MEASURES = [
  { value: "error", label: "Error rate" },
  { value: "latency", label: "Latency" },
  { value: "latency.p95", label: "Latency, p95" },
  { value: "cost", label: "Cost" },
  { value: "quality", label: "Quality" },
  { value: "tokens", label: "Tokens" },
];
const MAX_VARIANTS = 10;

/** From question to draft: nothing gets traffic before the start. */
export function ExperimentForm({ initialTask }: { initialTask: string }) {
  const [draft, setDraft] = useState(() => newDraft(initialTask));
  const [problem, setProblem] = useState<DraftProblem | null>(null);
  const [idempotencyKey, setIdempotencyKey] = useState(newIdempotencyKey);
  const tasks = useQuery(choicesQuery("task"));
  const models = useQuery(choicesQuery("model"));
  const router = useRouter();
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: (body: Parameters<typeof createExperiment>[0]) => createExperiment(body, idempotencyKey),
    onSuccess: async ({ slug, design }) => {
      notify.success(`${design.name} is a draft`);
      await queryClient.invalidateQueries({ queryKey: ["experiments"] });
      router.push(`/experiments/${slug}`);
    },
  });

  function change(part: Partial<ExperimentDraft>) {
    setDraft({ ...draft, ...part });
    setIdempotencyKey(newIdempotencyKey());
    setProblem(null);
    create.reset();
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    const read = readDraft(draft);
    if ("problem" in read) return setProblem(read.problem);
    create.mutate(read.body);
  }

  const refused =
    isApiError(create.error) && create.error.field
      ? { field: create.error.field, message: create.error.message }
      : null;
  const wrong = problem ?? refused;
  const errorAt = (field: string) =>
    wrong?.field === field || wrong?.field.startsWith(`${field}.`) || wrong?.field.startsWith(`${field}[`)
      ? wrong.message
      : null;
  const text = (
    name: "name" | "hypothesis" | "namespace" | "audienceTag" | "audienceValues" | "segmentBy" | "outcome",
  ) => ({
    value: draft[name],
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
  });
  const isBandit = draft.kind === "bandit";

  return (
    <form
      noValidate
      onSubmit={onSubmit}
      className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,1fr)_20rem] lg:items-start"
    >
      <div className="grid grid-cols-1 gap-4">
        <Step title="1. Question" description="What is compared, and what you expect.">
          <Field label="Name" required error={errorAt("name") ?? errorAt("slug")}>
            {(control) => <Input {...control} autoComplete="off" maxLength={100} {...text("name")} />}
          </Field>
          <Field label="Task" required error={errorAt("task")}>
            {(control) => (
              <Select
                {...control}
                value={draft.task}
                onChange={(event) => change({ task: event.target.value })}
                options={[{ value: "", label: "Choose a task" }, ...(tasks.data ?? [])]}
              />
            )}
          </Field>
          <Field label="Hypothesis" required={false} className="sm:col-span-2">
            {(control) => (
              <Textarea
                {...control}
                rows={2}
                placeholder="A shorter prompt costs less and is as good"
                {...text("hypothesis")}
              />
            )}
          </Field>
          <Field label="Kind" hint={isBandit ? "Traffic follows what is likely best." : "Fixed shares and a verdict."}>
            {(control) => (
              <Select
                {...control}
                value={draft.kind}
                onChange={(event) => change({ kind: event.target.value === "bandit" ? "bandit" : "test" })}
                options={[
                  { value: "test", label: "Test" },
                  { value: "bandit", label: "Bandit" },
                ]}
              />
            )}
          </Field>
          <Field
            label="Assigned by"
            hint={
              draft.assignment === "api"
                ? "Your program asks which variant a unit gets."
                : "The gateway serves each variant's settings."
            }
          >
            {(control) => (
              <Select
                {...control}
                value={draft.assignment}
                onChange={(event) => change({ assignment: event.target.value === "api" ? "api" : "gateway" })}
                options={[
                  { value: "gateway", label: "The gateway" },
                  { value: "api", label: "A program, by API" },
                ]}
              />
            )}
          </Field>
        </Step>

        <Step
          title="2. Variants"
          description="The first is the control. What is left empty stays as the task has it."
          isWide
        >
          {draft.variants.map((variant, index) => (
            <VariantFields
              key={index}
              index={index}
              variant={variant}
              models={models.data ?? []}
              error={errorAt(`variants[${index}]`)}
              onChange={(part) =>
                change({ variants: draft.variants.map((one, place) => (place === index ? { ...one, ...part } : one)) })
              }
              onRemove={
                index > 1 || draft.variants.length > 2
                  ? () => change({ variants: equalPercents(draft.variants.filter((_, place) => place !== index)) })
                  : null
              }
            />
          ))}
          {wrong?.field === "variants" && <Alert tone="danger">{wrong.message}</Alert>}
          {draft.variants.length < MAX_VARIANTS && (
            <Button
              className="justify-self-start"
              onClick={() =>
                change({ variants: equalPercents([...draft.variants, newVariant(`Variant ${draft.variants.length}`)]) })
              }
            >
              <Plus aria-hidden />
              Add variant
            </Button>
          )}
        </Step>

        <Step
          title="3. Who takes part"
          description="A unit keeps its variant. Requests that name a model or strategy themselves take no part."
        >
          <Field label="Unit" error={errorAt("unit")} hint={isBandit ? "A bandit assigns requests." : undefined}>
            {(control) => (
              <Select
                {...control}
                disabled={isBandit}
                value={isBandit ? "request" : draft.unit}
                onChange={(event) =>
                  change({ unit: EXPERIMENT_UNITS.find((unit) => unit === event.target.value) ?? "request" })
                }
                options={EXPERIMENT_UNITS.map((value) => ({
                  value,
                  label: value.charAt(0).toUpperCase() + value.slice(1),
                }))}
              />
            )}
          </Field>
          <NumberField
            label="Coverage (%)"
            value={draft.coveragePercent}
            onChange={(coveragePercent) => change({ coveragePercent })}
            error={errorAt("coverage")}
            hint="The rest stays with the task's own configuration."
          />
          <Field label="Only with tag" required={false} error={errorAt("audience")}>
            {(control) => <Input {...control} placeholder="plan" {...text("audienceTag")} />}
          </Field>
          <Field label="of value" required={false} hint="Several are separated by commas.">
            {(control) => <Input {...control} placeholder="pro, team" {...text("audienceValues")} />}
          </Field>
          <Field
            label="Namespace"
            required={false}
            error={errorAt("namespace")}
            hint="Experiments of one namespace with ranges apart never share a unit."
          >
            {(control) => <Input {...control} {...text("namespace")} />}
          </Field>
          <div className="grid grid-cols-2 gap-3">
            <NumberField
              label="From (%)"
              value={draft.namespaceFrom}
              onChange={(namespaceFrom) => change({ namespaceFrom })}
              placeholder="0"
            />
            <NumberField
              label="To (%)"
              value={draft.namespaceTo}
              onChange={(namespaceTo) => change({ namespaceTo })}
              placeholder="100"
            />
          </div>
          <Field label="Tell results apart by tag" required={false}>
            {(control) => <Input {...control} placeholder="country" {...text("segmentBy")} />}
          </Field>
        </Step>

        <Step title="4. What counts" description="One primary metric decides. Guardrails must not get worse.">
          <Field label="Primary metric" error={errorAt("primary")}>
            {(control) => (
              <Select
                {...control}
                value={draft.measure}
                onChange={(event) => change({ measure: event.target.value })}
                options={MEASURES}
              />
            )}
          </Field>
          <Field label="Of each unit">
            {(control) => (
              <Select
                {...control}
                value={draft.aggregation}
                onChange={(event) =>
                  change({
                    aggregation:
                      (["mean", "sum", "any", "p95"] as const).find((one) => one === event.target.value) ?? "mean",
                  })
                }
                options={AGGREGATION_OPTIONS}
              />
            )}
          </Field>
          {draft.measure === "" && (
            <Field
              label="Name of the outcome"
              required
              hint="Reported to POST /experiments/{slug}/outcomes."
              error={errorAt("primary.measure")}
            >
              {(control) => <Input {...control} placeholder="approval" {...text("outcome")} />}
            </Field>
          )}
          <div className="grid gap-1.5 sm:col-span-2">
            <p className="text-sm font-medium">Also shown</p>
            <CheckList
              label="Secondary metrics"
              items={MEASURES.filter(({ value }) => value !== "" && value !== draft.measure)}
              chosen={draft.secondary}
              onChange={(secondary) => change({ secondary })}
              max={10}
            />
          </div>
          <div className="grid gap-3 sm:col-span-2">
            {draft.guardrails.map((guardrail, index) => {
              const put = (part: Partial<typeof guardrail>) =>
                change({
                  guardrails: draft.guardrails.map((one, place) => (place === index ? { ...one, ...part } : one)),
                });
              return (
                <div key={index} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-end gap-3">
                  <Field label={`Guardrail ${index + 1}`} error={errorAt(`guardrails[${index}]`)}>
                    {(control) => (
                      <Select
                        {...control}
                        value={guardrail.measure}
                        onChange={(event) => put({ measure: event.target.value })}
                        options={GUARDRAIL_MEASURES}
                      />
                    )}
                  </Field>
                  <NumberField
                    label="Worse by at most (%)"
                    value={guardrail.margin}
                    onChange={(margin) => put({ margin })}
                  />
                  <Button
                    size="icon"
                    variant="ghost"
                    aria-label={`Remove guardrail ${index + 1}`}
                    onClick={() => change({ guardrails: draft.guardrails.filter((_, place) => place !== index) })}
                  >
                    <Trash2 aria-hidden />
                  </Button>
                </div>
              );
            })}
            <Button
              className="justify-self-start"
              onClick={() => change({ guardrails: [...draft.guardrails, { measure: "error", margin: 20 }] })}
            >
              <Plus aria-hidden />
              Add guardrail
            </Button>
          </div>
        </Step>

        <Step title="5. Size and rules" description="How much it takes, and what happens by itself.">
          <NumberField
            label="Smallest difference that matters"
            value={draft.minimumEffect}
            onChange={(minimumEffect) => change({ minimumEffect })}
            error={errorAt("minimumEffect")}
            hint="In the unit of the metric; 0.05 are 5 points of a share."
          />
          <NumberField
            label="Planned units of each variant"
            value={draft.unitsPerVariant}
            onChange={(unitsPerVariant) => change({ unitsPerVariant })}
            error={errorAt("unitsPerVariant")}
          />
          {!isBandit && (
            <Field
              label="Looked at"
              error={errorAt("method")}
              hint={
                draft.method === "sequential"
                  ? "The verdict holds however often anybody looks."
                  : "Nothing is said before the planned size."
              }
            >
              {(control) => (
                <Select
                  {...control}
                  value={draft.method}
                  onChange={(event) =>
                    change({ method: EXPERIMENT_METHODS.find((one) => one === event.target.value) ?? "sequential" })
                  }
                  options={[
                    { value: "sequential", label: "At any time" },
                    { value: "fixed", label: "Once, at the planned size" },
                  ]}
                />
              )}
            </Field>
          )}
          <div className="grid content-start gap-3 sm:col-span-2">
            <Toggle
              label="Make a winner the task's configuration by itself"
              checked={draft.promotesWinner}
              onChange={(promotesWinner) => change({ promotesWinner })}
            />
            <Toggle
              label="Stop by itself when every variant is harmful"
              checked={draft.rollsBack}
              onChange={(rollsBack) => change({ rollsBack })}
            />
          </div>
        </Step>
      </div>

      <div className="grid grid-cols-1 gap-4 lg:sticky lg:top-4">
        <PlanCard draft={draft} onTake={(unitsPerVariant) => change({ unitsPerVariant })} />
        {Boolean(create.error) && <Alert tone="danger">{describeError(create.error).message}</Alert>}
        {problem && <Alert tone="danger">{problem.message}</Alert>}
        <Button type="submit" variant="primary" isPending={create.isPending}>
          Create draft
        </Button>
        <p className="text-xs text-muted-foreground">
          A draft gets no traffic. You see what its start does before you start it.
        </p>
      </div>
    </form>
  );
}

function Step({
  title,
  description,
  isWide,
  children,
}: {
  title: string;
  description: string;
  isWide?: boolean;
  children: ReactNode;
}) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
        <CardDescription>{description}</CardDescription>
      </CardHeader>
      <CardContent className={isWide ? "grid grid-cols-1 gap-4" : "grid grid-cols-1 gap-4 sm:grid-cols-2"}>
        {children}
      </CardContent>
    </Card>
  );
}

function Toggle({
  label,
  checked,
  onChange,
}: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <Label className="flex items-center gap-2.5 font-normal">
      <Switch checked={checked} onCheckedChange={onChange} aria-label={label} />
      {label}
    </Label>
  );
}
