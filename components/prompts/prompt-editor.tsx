"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { describeError } from "@/components/data/describe-error";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { newIdempotencyKey } from "@/lib/client/api";
import { addPromptVersion, promptPreviewQuery } from "@/lib/client/prompts";
import type { PromptDetail, PromptVariable, VariableValues } from "@/lib/prompts/schemas";
import { VARIABLE_TYPES } from "@/lib/prompts/words";
import { ValuesFields } from "./values-fields";

const NEW_VARIABLE = { type: "text", description: "", isRequired: true, default: null, options: [] } as const;

/** Variables of the text: known ones as they are, new ones as required texts. */
const variablesFor = (names: readonly string[], known: readonly PromptVariable[]): PromptVariable[] =>
  names.map((name) => known.find((one) => one.name === name) ?? { ...NEW_VARIABLE, options: [], name });

/** The newest text to write the next version from, with its preview. */
export function PromptEditor({ prompt, onSaved }: { prompt: PromptDetail; onSaved: () => void }) {
  const queryClient = useQueryClient();
  const newest = prompt.versions[0];
  const [template, setTemplate] = useState(newest?.template ?? "");
  const [known, setKnown] = useState<readonly PromptVariable[]>(newest?.variables ?? []);
  const [notes, setNotes] = useState("");
  const [values, setValues] = useState<VariableValues>({});
  const draft = useDeferredValue({ template, known, values });
  const preview = useQuery({
    ...promptPreviewQuery({ template: draft.template, values: {} }),
    enabled: draft.template.trim() !== "",
    placeholderData: keepPreviousData,
  });
  const variables = variablesFor(preview.data?.names ?? [], known);
  const used = Object.fromEntries(
    Object.entries(values).filter(([name]) => variables.some((one) => one.name === name)),
  );
  const rendered = useQuery({
    ...promptPreviewQuery({ template: draft.template, variables, values: used }),
    enabled: draft.template.trim() !== "" && preview.data !== undefined,
    placeholderData: keepPreviousData,
  });
  const save = useMutation({
    mutationFn: () => addPromptVersion(prompt.slug, { template, variables, notes }, newIdempotencyKey()),
    onSuccess: async ({ version }) => {
      notify.success(`Version ${version} is saved. Nothing uses it before a label is moved to it`);
      await queryClient.invalidateQueries({ queryKey: ["prompts"] });
      onSaved();
    },
  });
  const replace = (changed: PromptVariable) =>
    setKnown([...known.filter(({ name }) => name !== changed.name), changed]);

  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Card>
        <CardHeader>
          <CardTitle>Text</CardTitle>
          <CardDescription>
            Write what changes from call to call as <code>{"{{name}}"}</code>, and two literal braces as{" "}
            <code className="whitespace-nowrap">{"\\{{"}</code>.
          </CardDescription>
        </CardHeader>
        <CardContent className="grid gap-4">
          <Field label="Template" error={save.error ? describeError(save.error).message : undefined}>
            {(control) => (
              <Textarea
                {...control}
                className="min-h-64 font-mono text-xs"
                value={template}
                onChange={(event) => setTemplate(event.target.value)}
              />
            )}
          </Field>
          {variables.map((variable) => (
            <VariableRow key={variable.name} variable={variable} onChange={replace} />
          ))}
          <Field label="Notes" required={false} hint="What is different about this version, and why.">
            {(control) => (
              <Input {...control} value={notes} maxLength={2_000} onChange={(event) => setNotes(event.target.value)} />
            )}
          </Field>
          <Button
            variant="primary"
            className="justify-self-start"
            isPending={save.isPending}
            disabled={template.trim() === ""}
            onClick={() => save.mutate()}
          >
            Save version {prompt.latestVersion + 1}
          </Button>
        </CardContent>
      </Card>
      <Card>
        <CardHeader>
          <CardTitle>Preview</CardTitle>
          <CardDescription>With these values it would be sent so.</CardDescription>
        </CardHeader>
        <CardContent className="grid gap-4">
          <ValuesFields variables={variables} values={values} onChange={setValues} />
          {rendered.data?.problem && (
            <p role="status" className="text-sm text-muted-foreground">
              {rendered.data.problem.message}
            </p>
          )}
          {rendered.data?.text != null && <CodeBlock title="As it is sent" code={rendered.data.text} wrap />}
          {rendered.error && <p className="text-sm text-danger">{describeError(rendered.error).message}</p>}
        </CardContent>
      </Card>
    </div>
  );
}

function VariableRow({
  variable,
  onChange,
}: {
  variable: PromptVariable;
  onChange: (variable: PromptVariable) => void;
}) {
  const { name, type, description, options, default: fallback } = variable;
  return (
    <fieldset className="grid gap-3 rounded-md border p-3 sm:grid-cols-2">
      <legend className="px-1 font-mono text-xs">{name}</legend>
      <Field label="Kind">
        {(control) => (
          <Select
            {...control}
            value={type}
            options={VARIABLE_TYPES.map((value) => ({ value, label: value }))}
            onChange={(event) => {
              const next = VARIABLE_TYPES.find((one) => one === event.target.value) ?? "text";
              onChange({ ...variable, type: next, default: null, options: next === "choice" ? ["yes", "no"] : [] });
            }}
          />
        )}
      </Field>
      <Field label="Meaning" required={false}>
        {(control) => (
          <Input
            {...control}
            value={description}
            maxLength={300}
            onChange={(event) => onChange({ ...variable, description: event.target.value })}
          />
        )}
      </Field>
      {type === "choice" && (
        <Field label="Choices" hint="Separated by commas.">
          {(control) => (
            <Input
              {...control}
              defaultValue={options.join(", ")}
              onBlur={(event) => {
                const next = event.target.value.split(",").flatMap((option) => option.trim() || []);
                onChange({ ...variable, default: null, options: next });
              }}
            />
          )}
        </Field>
      )}
      {type === "text" && (
        <Field label="Default" required={false} hint="Without one the caller has to give a value.">
          {(control) => (
            <Input
              {...control}
              value={typeof fallback === "string" ? fallback : ""}
              onChange={(event) => onChange({ ...variable, default: event.target.value || null })}
            />
          )}
        </Field>
      )}
    </fieldset>
  );
}
