import { NumberField } from "@/components/data/number-field";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { Configuration, Model, Task } from "@/lib/registry/schemas";
import { SPECIALTY_OF_TASK } from "@/lib/registry/words";
import { STRATEGIES } from "@/lib/registry/words";
import { AlongsideField } from "./alongside-field";
import { AgreementField } from "./agreement-field";
import { CacheFields } from "./cache-fields";
import { CandidatesField } from "./candidates-field";
import { CascadeField } from "./cascade-field";
import { CouncilField } from "./council-field";
import { ConstraintsFields } from "./constraints-fields";
import { OrderedModelsField } from "./ordered-models-field";
import { ParametersFields } from "./parameters-fields";
import { PromptFields } from "./prompt-fields";
import { RetrievalFields } from "./retrieval-fields";
import { STRATEGY_MEANINGS } from "./task-words";

export type ConfigurationFields = {
  draft: Configuration;
  onChange: (draft: Configuration) => void;
  /** By path. */
  errors: Record<string, string | undefined>;
};

type ConfigurationFormProps = ConfigurationFields & { task: Task; models: readonly Model[] };

const CAPABILITY_OF_KIND = { generation: "chat", classification: "classification", retrieval: "search" } as const;

export function ConfigurationForm({ task, models, draft, onChange, errors }: ConfigurationFormProps) {
  const change = (changes: Partial<Configuration>) => onChange({ ...draft, ...changes });
  const specialty = SPECIALTY_OF_TASK[task.slug];
  const fitting = models.filter(
    ({ capabilities }) =>
      capabilities.includes(CAPABILITY_OF_KIND[task.kind]) ||
      (specialty !== undefined && capabilities.includes(specialty)),
  );
  const pinned = draft.model;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <div className="grid gap-4">
        <Card>
          <CardHeader>
            <CardTitle>Routing</CardTitle>
            <CardDescription>How the router chooses among the models that fit.</CardDescription>
          </CardHeader>
          <CardContent className="grid gap-4">
            <Field label="Strategy" error={errors.strategy}>
              {(control) => (
                <Select
                  {...control}
                  value={draft.strategy}
                  onChange={(event) =>
                    change({ strategy: STRATEGIES.find((one) => one === event.target.value) ?? draft.strategy })
                  }
                  options={STRATEGIES.map((strategy) => ({ value: strategy, label: STRATEGY_MEANINGS[strategy] }))}
                />
              )}
            </Field>
            <Field
              label="Always this model"
              error={errors.model}
              hint="Pins the task to one model; nothing is routed then."
            >
              {(control) => (
                <Select
                  {...control}
                  value={pinned ?? ""}
                  onChange={(event) => change({ model: event.target.value || null })}
                >
                  <option value="">None: the router chooses</option>
                  {pinned && !fitting.some(({ slug }) => slug === pinned) && <option value={pinned}>{pinned}</option>}
                  {fitting.map(({ slug, status }) => (
                    <option key={slug} value={slug}>
                      {slug}
                      {status !== "ready" && " (not ready)"}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            {task.kind === "classification" && (
              <CascadeField
                models={fitting}
                cascade={draft.cascade}
                onChange={(cascade) => change({ cascade })}
                error={errors.cascade ?? Object.entries(errors).find(([path]) => path.startsWith("cascade."))?.[1]}
              />
            )}
            {task.kind !== "retrieval" && (
              <CouncilField
                models={fitting}
                council={draft.council}
                onChange={(council) => change({ council })}
                error={errors.council ?? Object.entries(errors).find(([path]) => path.startsWith("council."))?.[1]}
              />
            )}
            {task.kind === "generation" && (
              <AgreementField
                models={fitting}
                agreement={draft.agreement}
                onChange={(agreement) => change({ agreement })}
                error={errors.agreement ?? Object.entries(errors).find(([path]) => path.startsWith("agreement."))?.[1]}
              />
            )}
            <NumberField
              label="Exploration, %"
              hint="Share of requests, 0 to 20 %, that try another model which might be better, to learn."
              error={errors.explorationShare && "From 0 to 20"}
              value={percentOf(draft.explorationShare)}
              onChange={(percent) => change({ explorationShare: (percent ?? 0) / 100 })}
            />
            <NumberField
              label="Scored answers, %"
              hint="Share of answers, 0 to 100 %, whose quality is scored after they were sent. The router learns from it."
              error={errors.scoredShare && "From 0 to 100"}
              value={percentOf(draft.scoredShare)}
              onChange={(percent) => change({ scoredShare: (percent ?? 0) / 100 })}
            />
            {task.kind === "classification" && (
              <AlongsideField
                task={task.slug}
                alongside={draft.alongside}
                onChange={(alongside) => change({ alongside })}
                error={errors.alongside ?? Object.entries(errors).find(([path]) => path.startsWith("alongside."))?.[1]}
              />
            )}
            <CandidatesField
              models={fitting}
              candidates={draft.candidates}
              onChange={(candidates) => change({ candidates })}
              error={errors.candidates}
            />
            <OrderedModelsField
              label="Fallbacks"
              hint="Tried in this order when the chosen model fails, before any other."
              add="Add a fallback…"
              most={20}
              models={fitting}
              chosen={draft.fallbacks}
              onChange={(fallbacks) => change({ fallbacks })}
              error={errors.fallbacks}
            />
          </CardContent>
        </Card>
        {task.kind !== "classification" && (
          <RetrievalFields draft={draft} onChange={onChange} errors={errors} isSearch={task.kind === "retrieval"} />
        )}
        {task.kind === "generation" && <CacheFields draft={draft} onChange={onChange} errors={errors} />}
      </div>
      <div className="grid gap-4">
        <ConstraintsFields
          draft={draft}
          onChange={onChange}
          errors={errors}
          providers={[...new Set(models.map((one) => one.providerSlug))]}
        />
        <Card>
          <CardHeader>
            <CardTitle>Request</CardTitle>
            <CardDescription>
              Sent with every request of the task, where the request itself says nothing else.
            </CardDescription>
          </CardHeader>
          <CardContent className="grid gap-4">
            <Field
              label="System prompt"
              required={false}
              error={errors.systemPrompt}
              hint="Put before the caller’s messages."
            >
              {(control) => (
                <Textarea
                  {...control}
                  className="min-h-24"
                  value={draft.systemPrompt ?? ""}
                  onChange={(event) => change({ systemPrompt: event.target.value || null })}
                />
              )}
            </Field>
            {task.kind === "generation" && <PromptFields draft={draft} onChange={onChange} errors={errors} />}
            <ParametersFields draft={draft} onChange={onChange} errors={errors} />
          </CardContent>
        </Card>
      </div>
    </div>
  );
}

/** 0.07 is 7, not 7.000000000000001. */
const percentOf = (share: number) => Math.round(share * 1e6) / 1e4;
