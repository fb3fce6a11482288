"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { KeyValues } from "@/components/data/key-values";
import { ModelName } from "@/components/executions/model-name";
import { RouteExplanation } from "@/components/executions/route-explanation";
import { isApiError } from "@/lib/client/api";
import { executionQuery } from "@/lib/client/executions";
import { formatLatency, formatTokens, formatUsd } from "@/lib/client/format";
import type { RunAnswer } from "./use-runs";

/** A record is written within a second after the answer; until then it is not found. */
const RECORD_TRIES = 8;
const RECORD_WAIT_MS = 400;

/** Model, cost, time, tokens and the reason. A streamed answer did not tell them all, so its record is asked. */
export function RunFacts({ execution }: { execution: RunAnswer["execution"] }) {
  const isComplete = execution.route !== undefined;
  const record = useQuery({
    ...executionQuery(execution.id),
    enabled: !isComplete,
    retry: (failures, error) => failures < RECORD_TRIES && isApiError(error) && error.status === 404,
    retryDelay: RECORD_WAIT_MS,
  });
  const facts = isComplete ? execution : record.data;
  const route = facts?.route;
  return (
    <>
      <KeyValues
        items={[
          { label: "Model", value: <ModelName slug={execution.model} /> },
          { label: "Cost", value: formatUsd(execution.costUsd) },
          { label: "Latency", value: formatLatency(facts?.latencyMs) },
          {
            label: "Tokens",
            value: `${formatTokens(facts?.inputTokens)} in, ${formatTokens(facts?.outputTokens)} out`,
          },
        ]}
      />
      {route && (
        <details className="text-sm">
          <summary className="cursor-pointer font-medium">Why this model</summary>
          <div className="mt-2">
            <RouteExplanation route={route} answered={execution.model} />
          </div>
        </details>
      )}
      <Link
        href={`/executions?execution=${execution.id}`}
        className="justify-self-start text-sm text-accent-text underline-offset-4 hover:underline"
      >
        Open the execution
      </Link>
    </>
  );
}
