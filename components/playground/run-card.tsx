import { SaveCaseButton } from "@/components/benchmarks/save-case-button";
import { describeError } from "@/components/data/describe-error";
import { FeedbackPanel } from "@/components/feedback/feedback-panel";
import { ModelName } from "@/components/executions/model-name";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Spinner } from "@/components/ui/spinner";
import type { Task } from "@/lib/registry/schemas";
import { AlongsideAnswers } from "./alongside-answers";
import { ConfidenceBars } from "./confidence-bars";
import { RunFacts } from "./run-facts";
import type { Run, RunAnswer, RunState } from "./use-runs";

const SHOWN_ALTERNATIVES = 5;

/** One request: its answer as it grows, or what went wrong with it. */
export function RunCard({ run: { model, input, state }, task }: { run: Run; task: Task }) {
  return (
    <Card aria-busy={state.kind === "running"}>
      <CardHeader>
        <CardTitle>{model === null ? "Routed" : <ModelName slug={model} />}</CardTitle>
        <span className="ml-auto flex items-center gap-1">
          <RunBadge state={state} />
          {state.kind === "answered" && <CopyButton value={state.answer.output} label="Copy the answer" />}
        </span>
      </CardHeader>
      <CardContent className="grid gap-3">
        {state.kind === "answered" ? (
          <>
            <Answer answer={state.answer} />
            <RunFacts execution={state.answer.execution} />
            <FeedbackPanel
              executionId={state.answer.execution.id}
              task={task.slug}
              label={state.answer.label ?? null}
            />
            {state.answer.alongside && <AlongsideAnswers answers={state.answer.alongside} />}
            <SaveCaseButton task={task} input={input} output={state.answer.label ?? state.answer.output} />
          </>
        ) : (
          <Unfinished state={state} />
        )}
      </CardContent>
    </Card>
  );
}

function RunBadge({ state }: { state: RunState }) {
  switch (state.kind) {
    case "running":
      return (
        <span role="status" className="inline-flex items-center gap-1.5 text-xs text-muted-foreground">
          <Spinner className="size-3.5" />
          {state.text ? "Writing" : "Waiting"}
        </span>
      );
    case "answered":
      return <Badge tone="success">answered</Badge>;
    case "failed":
      return <Badge tone="danger">failed</Badge>;
    case "cancelled":
      return <Badge>cancelled</Badge>;
  }
}

function Answer({ answer: { output, label, confidence, alternatives = [] } }: { answer: RunAnswer }) {
  if (label === undefined) return <AnswerText text={output || "(an empty answer)"} />;
  const others = alternatives.filter((one) => one.label !== label);
  const ranked = [...(confidence === undefined || confidence === null ? [] : [{ label, confidence }]), ...others];
  return (
    <div className="grid grid-cols-1 gap-3">
      <p className="text-xl font-semibold break-words">{label}</p>
      {confidence === null ? (
        <p className="text-xs text-muted-foreground">This model does not tell how sure it is.</p>
      ) : (
        <ConfidenceBars items={ranked.slice(0, SHOWN_ALTERNATIVES)} />
      )}
    </div>
  );
}

function Unfinished({ state }: { state: Exclude<RunState, { kind: "answered" }> }) {
  return (
    <>
      {state.text && <AnswerText text={state.text} />}
      {state.kind === "cancelled" && (
        <p className="text-sm text-muted-foreground">
          You cancelled this request{state.text ? "; what had arrived is kept." : "."}
        </p>
      )}
      {state.kind === "failed" && <Failure error={state.error} />}
    </>
  );
}

function Failure({ error }: { error: unknown }) {
  const { message, requestId } = describeError(error);
  return (
    <Alert tone="danger" title="This request failed">
      {message}
      {requestId && !message.includes(requestId) && (
        <span className="mt-1 block text-xs">
          Request <code className="font-mono break-all select-all">{requestId}</code>
        </span>
      )}
    </Alert>
  );
}

const AnswerText = ({ text }: { text: string }) => (
  <div
    tabIndex={0}
    role="group"
    aria-label="Answer"
    className="max-h-96 overflow-y-auto text-sm leading-6 break-words whitespace-pre-wrap"
  >
    {text}
  </div>
);
