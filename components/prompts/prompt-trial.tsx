"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { SaveCaseButton } from "@/components/benchmarks/save-case-button";
import { describeError } from "@/components/data/describe-error";
import { KeyValues } from "@/components/data/key-values";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { formatLatency, formatTokens, formatUsd } from "@/lib/client/format";
import { runPromptVersion } from "@/lib/client/run";
import { tasksQuery } from "@/lib/client/tasks";
import type { RunResult } from "@/lib/gateway/schemas";
import type { PromptDetail, VariableValues } from "@/lib/prompts/schemas";
import { ValuesFields } from "./values-fields";

type Side = { version: number; task: string; input: string; result?: RunResult; error?: unknown };

/** One input, two versions, both answers. Runs are real calls and cost what they cost. */
export function PromptTrial({ prompt }: { prompt: PromptDetail }) {
  const { versions, slug } = prompt;
  const tasks = useQuery(tasksQuery({ kind: "generation" }));
  const [task, setTask] = useState("general_chat");
  const [left, setLeft] = useState(versions[1]?.version ?? 1);
  const [right, setRight] = useState(versions[0]?.version ?? 1);
  const [values, setValues] = useState<VariableValues>({});
  const [input, setInput] = useState("");
  const variables = [right, left]
    .flatMap((version) => versions.find((one) => one.version === version)?.variables ?? [])
    .filter(({ name }, index, all) => all.findIndex((one) => one.name === name) === index);

  const run = useMutation({
    mutationFn: () =>
      Promise.all(
        [...new Set([left, right])].map(async (version): Promise<Side> => {
          const own = versions.find((one) => one.version === version)?.variables.map(({ name }) => name) ?? [];
          const given = Object.fromEntries(Object.entries(values).filter(([name]) => own.includes(name)));
          try {
            return { version, task, input, result: await runPromptVersion(task, input, `${slug}@${version}`, given) };
          } catch (error) {
            return { version, task, input, error };
          }
        }),
      ),
  });
  const options = versions.map(({ version }) => ({ value: String(version), label: `Version ${version}` }));

  return (
    <div className="grid gap-4">
      <Card>
        <CardContent className="grid gap-4 pt-4">
          <div className="grid gap-4 sm:grid-cols-3">
            <Field label="Task">
              {(control) => (
                <Select
                  {...control}
                  value={task}
                  options={(tasks.data ?? [{ slug: task, name: task }]).map(({ slug: value, name: label }) => ({
                    value,
                    label,
                  }))}
                  onChange={(event) => setTask(event.target.value)}
                />
              )}
            </Field>
            <Field label="One side">
              {(control) => (
                <Select
                  {...control}
                  value={String(left)}
                  options={options}
                  onChange={(event) => setLeft(Number(event.target.value))}
                />
              )}
            </Field>
            <Field label="Other side">
              {(control) => (
                <Select
                  {...control}
                  value={String(right)}
                  options={options}
                  onChange={(event) => setRight(Number(event.target.value))}
                />
              )}
            </Field>
          </div>
          <div className="grid gap-4 sm:grid-cols-2">
            <ValuesFields variables={variables} values={values} onChange={setValues} />
          </div>
          <Field label="Message" hint="What a user would send.">
            {(control) => <Textarea {...control} value={input} onChange={(event) => setInput(event.target.value)} />}
          </Field>
          <Button
            variant="primary"
            className="justify-self-start"
            disabled={input.trim() === ""}
            isPending={run.isPending}
            onClick={() => run.mutate()}
          >
            Run both
          </Button>
        </CardContent>
      </Card>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        {run.data?.map((side) => (
          <Card key={side.version}>
            <CardHeader>
              <CardTitle>Version {side.version}</CardTitle>
            </CardHeader>
            <CardContent className="grid gap-3">
              {side.result ? (
                <>
                  <Answer result={side.result} />
                  <SaveCaseButton
                    task={{ slug: side.task, kind: "generation" }}
                    input={side.input}
                    output={side.result.output}
                  />
                </>
              ) : (
                <Failure error={side.error} />
              )}
            </CardContent>
          </Card>
        ))}
      </div>
    </div>
  );
}

function Answer({ result: { output, execution } }: { result: RunResult }) {
  return (
    <>
      <CodeBlock title="Answer" code={output} wrap />
      <KeyValues
        items={[
          { label: "Model", value: execution.model ?? "none" },
          { label: "Cost", value: formatUsd(execution.costUsd) },
          { label: "Latency", value: formatLatency(execution.latencyMs) },
          {
            label: "Tokens",
            value: `${formatTokens(execution.inputTokens)} in, ${formatTokens(execution.outputTokens)} out`,
          },
        ]}
      />
      <Link
        className="justify-self-start text-sm text-accent-text underline-offset-4 hover:underline"
        href={`/executions?execution=${execution.id}`}
      >
        Open the execution
      </Link>
    </>
  );
}

const Failure = ({ error }: { error: unknown }) => (
  <p role="alert" className="text-sm text-danger">
    {describeError(error).message}
  </p>
);
