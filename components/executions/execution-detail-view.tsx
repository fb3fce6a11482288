import Link from "next/link";
import { KeyValues } from "@/components/data/key-values";
import { Time } from "@/components/data/time";
import { FeedbackPanel } from "@/components/feedback/feedback-panel";
import { Alert } from "@/components/ui/alert";
import { CodeBlock } from "@/components/ui/code-block";
import { formatLatency, formatPercent, formatQuality, formatTokens } from "@/lib/client/format";
import type { ExecutionDetail } from "@/lib/executions/schemas";
import { AttemptsTable } from "./attempts-table";
import { costText, priceRefText } from "./cost-text";
import { ExecutionStatusBadge } from "./execution-status";
import { ModelName } from "./model-name";
import { RetrievedSources } from "./retrieved-sources";
import { RouteExplanation } from "./route-explanation";
import { Section } from "./section";

/** States of an execution that has an answer to judge. */
const ANSWERED: readonly string[] = ["success", "partial", "cancelled"];

export function ExecutionDetailView({ execution }: { execution: ExecutionDetail }) {
  const { errorMessage, errorCode, inputPreview, outputPreview, route, attempts } = execution;
  return (
    <div className="grid gap-6">
      {errorMessage && (
        <Alert tone="danger" title={errorCode ?? "Failed"}>
          {errorMessage}
        </Alert>
      )}
      <KeyValues items={factsOf(execution)} />
      {ANSWERED.includes(execution.status) && (
        <Section title="What do you think of the answer?">
          <FeedbackPanel executionId={execution.id} task={execution.taskSlug} label={execution.label} showsAll />
        </Section>
      )}
      {route && (
        <Section title="Why this model">
          <RouteExplanation route={route} answered={execution.modelSlug} />
        </Section>
      )}
      {attempts && attempts.length > 0 && (
        <Section title={attempts.length === 1 ? "One attempt" : `${attempts.length} attempts`}>
          <AttemptsTable attempts={attempts} />
        </Section>
      )}
      {execution.retrieval && (
        <Section
          title={
            execution.retrieval.sources.length === 1 ? "One source" : `${execution.retrieval.sources.length} sources`
          }
        >
          <RetrievedSources retrieval={execution.retrieval} />
        </Section>
      )}
      <Section title="Input">
        <CodeBlock code={inputPreview || "(no text)"} wrap />
      </Section>
      <Section title="Output">
        <CodeBlock code={outputPreview || "(nothing)"} wrap />
      </Section>
      {execution.rawUsage !== null && (
        <Section title="Usage as the provider told it">
          <CodeBlock code={JSON.stringify(execution.rawUsage, null, 2)} />
        </Section>
      )}
    </div>
  );
}

function factsOf(execution: ExecutionDetail) {
  const tokens = (count: number | null) => (count === null ? "unknown" : formatTokens(count));
  const facts = [
    { label: "Status", value: <ExecutionStatusBadge status={execution.status} /> },
    { label: "Model", value: <ModelName slug={execution.modelSlug} /> },
    { label: "Task", value: `${execution.taskSlug}, configuration ${execution.configurationVersion ?? "unknown"}` },
    execution.modelVersionId !== null && {
      label: "Trained version",
      value: (
        <Link href={`/deployments/versions/${execution.modelVersionId}`} className="hover:underline">
          what it was trained on, and how it does
        </Link>
      ),
    },
    execution.label !== null && {
      label: "Label",
      value: `${execution.label}${execution.confidence === null ? "" : ` (confidence ${formatPercent(execution.confidence)})`}`,
    },
    { label: "Cost", value: costText(execution) },
    execution.priceRef !== null && { label: "Price", value: priceRefText(execution.priceRef) },
    { label: "Latency", value: formatLatency(execution.latencyMs) },
    execution.timeToFirstTokenMs !== null && {
      label: "First token",
      value: formatLatency(execution.timeToFirstTokenMs),
    },
    { label: "Of it, gateway", value: formatLatency(execution.overheadMs) },
    { label: "Input tokens", value: tokens(execution.inputTokens) },
    Boolean(execution.cachedInputTokens) && { label: "Read from cache", value: tokens(execution.cachedInputTokens) },
    Boolean(execution.cacheWriteTokens) && { label: "Written to cache", value: tokens(execution.cacheWriteTokens) },
    {
      label: "Output tokens",
      value: `${tokens(execution.outputTokens)}${execution.reasoningTokens ? `, of them ${tokens(execution.reasoningTokens)} reasoning` : ""}`,
    },
    execution.isUsageEstimated && { label: "Token counts", value: "counted here: the provider told none" },
    execution.quality !== null && { label: "Quality", value: formatQuality(execution.quality) },
    { label: "Source", value: execution.source },
    execution.clientId !== null && {
      label: "Caller’s id",
      value: <code className="text-xs">{execution.clientId}</code>,
    },
    execution.sessionRef !== null && { label: "Session", value: execution.sessionRef },
    execution.userRef !== null && { label: "User", value: execution.userRef },
    { label: "Started", value: <Time at={execution.createdAt} mode="absolute" /> },
    { label: "Request", value: <code className="text-xs">{execution.requestId}</code> },
  ];
  return facts.filter((fact) => fact !== false);
}
