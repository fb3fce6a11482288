"use client";

import { Square } from "lucide-react";
import { CheckList } from "@/components/data/check-list";
import { NumberField } from "@/components/data/number-field";
import { ModelName } from "@/components/executions/model-name";
import { Button } from "@/components/ui/button";
import { Card, CardContent } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { Task } from "@/lib/registry/schemas";
import { STRATEGIES } from "@/lib/registry/words";
import type { ComparableModel } from "./comparable-models";
import { Disclosure } from "./disclosure";
import { EXAMPLE_INPUTS } from "./example-inputs";
import { MAX_COMPARED, type PlaygroundParameters } from "./playground-parameters";

type ComposerProps = {
  tasks: readonly Task[];
  task: Task;
  parameters: PlaygroundParameters;
  onChange: (changes: Partial<PlaygroundParameters>) => void;
  models: readonly ComparableModel[];
  compared: readonly string[];
  input: string;
  onInput: (input: string) => void;
  /** Why nothing can be sent now; null when it can. */
  blocked: string | null;
  isRunning: boolean;
  onSend: () => void;
  onCancel: () => void;
};

const KIND_NAMES = { generation: "Generation", classification: "Classification", retrieval: "Retrieval" } as const;

/** What to send, and how it may be routed. */
export function Composer(props: ComposerProps) {
  const { tasks, task, parameters, onChange, input, onInput, blocked, isRunning, onSend, onCancel } = props;
  const example = EXAMPLE_INPUTS[task.slug];
  const kinds = [...new Set(tasks.map(({ kind }) => kind))];
  return (
    <Card>
      <CardContent>
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            onSend();
          }}
        >
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Task" hint={task.description}>
              {(control) => (
                <Select
                  {...control}
                  value={task.slug}
                  onChange={(event) => onChange({ task: event.target.value, compare: [] })}
                >
                  {kinds.map((kind) => (
                    <optgroup key={kind} label={KIND_NAMES[kind]}>
                      {tasks
                        .filter((one) => one.kind === kind)
                        .map(({ slug, name }) => (
                          <option key={slug} value={slug}>
                            {name}
                          </option>
                        ))}
                    </optgroup>
                  ))}
                </Select>
              )}
            </Field>
            <Field label="Strategy" hint="What the router prefers among the models that fit.">
              {(control) => (
                <Select
                  {...control}
                  value={parameters.strategy ?? ""}
                  onChange={(event) =>
                    onChange({ strategy: STRATEGIES.find((strategy) => strategy === event.target.value) ?? null })
                  }
                >
                  <option value="">The task’s own</option>
                  {STRATEGIES.map((strategy) => (
                    <option key={strategy} value={strategy}>
                      {strategy.replaceAll("_", " ")}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          </div>
          <Field label="Input">
            {(control) => (
              <Textarea
                {...control}
                className="min-h-32"
                maxLength={1_000_000}
                placeholder={example ?? "The text to work on"}
                value={input}
                onChange={(event) => onInput(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
                  event.preventDefault();
                  onSend();
                }}
              />
            )}
          </Field>
          <Limits parameters={parameters} onChange={onChange} />
          <Disclosure
            title={`Compare with ${props.compared.length > 0 ? `${props.compared.length} more` : "other models"}`}
            isOpenAtFirst={props.compared.length > 0}
          >
            {props.models.length === 0 ? (
              <p className="text-sm text-muted-foreground">No other model is ready for this task.</p>
            ) : (
              <CheckList
                label="Models to compare with"
                items={props.models.map(({ slug, unusable }) => ({
                  value: slug,
                  label: <ModelName slug={slug} />,
                  hint: unusable,
                  isDisabled: unusable !== null,
                }))}
                chosen={props.compared}
                onChange={(compare) => onChange({ compare })}
                max={MAX_COMPARED}
              />
            )}
          </Disclosure>
          <div className="flex flex-wrap items-center gap-3">
            {isRunning ? (
              <Button size="lg" onClick={onCancel}>
                <Square aria-hidden className="size-3.5" />
                Cancel
              </Button>
            ) : (
              <Button type="submit" size="lg" variant="primary" disabled={blocked !== null}>
                {props.compared.length > 0 ? `Send ${props.compared.length + 1} requests` : "Send"}
              </Button>
            )}
            {example && !input && (
              <Button size="lg" variant="ghost" onClick={() => onInput(example)}>
                Use an example
              </Button>
            )}
            <span className="text-xs text-muted-foreground">
              {blocked ?? (
                <span className="pointer-coarse:hidden">
                  <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd> sends
                </span>
              )}
            </span>
          </div>
        </form>
      </CardContent>
    </Card>
  );
}

function Limits({ parameters, onChange }: Pick<ComposerProps, "parameters" | "onChange">) {
  const { minQuality, maxCostUsd, maxLatencyMs } = parameters;
  const count = [minQuality, maxCostUsd, maxLatencyMs].filter((limit) => limit !== null).length;
  return (
    <Disclosure title={count > 0 ? `Limits (${count})` : "Limits"} isOpenAtFirst={count > 0}>
      <div className="grid gap-4 sm:grid-cols-3">
        <NumberField
          label="Quality, at least"
          hint="0 to 100, expected"
          error={minQuality !== null && (minQuality < 0 || minQuality > 100) && "From 0 to 100"}
          placeholder="no limit"
          value={minQuality}
          onChange={(value) => onChange({ minQuality: value })}
        />
        <NumberField
          label="Cost, at most"
          hint="US dollars per request"
          error={maxCostUsd !== null && (maxCostUsd < 0 || maxCostUsd > 1_000) && "From 0 to 1,000"}
          placeholder="no limit"
          value={maxCostUsd}
          onChange={(value) => onChange({ maxCostUsd: value })}
        />
        <NumberField
          label="Latency, at most"
          hint="Milliseconds, median"
          error={maxLatencyMs !== null && (maxLatencyMs < 1 || maxLatencyMs > 3_600_000) && "From 1 to 3,600,000"}
          placeholder="no limit"
          value={maxLatencyMs}
          onChange={(value) => onChange({ maxLatencyMs: value })}
        />
      </div>
    </Disclosure>
  );
}
