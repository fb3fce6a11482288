"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { QueryView } from "@/components/data/query-view";
import { useMay } from "@/components/layout/permissions";
import { modelsQuery } from "@/lib/client/models";
import { recommendationQuery } from "@/lib/client/run";
import { tasksQuery } from "@/lib/client/tasks";
import type { Task } from "@/lib/registry/schemas";
import { comparableModels } from "./comparable-models";
import { Composer } from "./composer";
import { NoModel } from "./no-model";
import { MAX_COMPARED, playgroundParsers, recommendInputOf, routingOf } from "./playground-parameters";
import { RecommendationPanel } from "./recommendation-panel";
import { useRuns } from "./use-runs";
import { useSettled } from "./use-settled";

/** Fetched with the first answer. */
const RunCard = dynamic(() => import("./run-card").then((module) => module.RunCard), {
  loading: () => <CardSkeleton lines={4} />,
});

const SETTLE_MS = 300;

/** `defaultTask` is taken when the address names none that can be run. */
export function PlaygroundView({ defaultTask }: { defaultTask: string }) {
  const tasks = useQuery(tasksQuery());
  return (
    <QueryView query={tasks} label="tasks" skeleton={<CardSkeleton lines={8} />}>
      {(all) => <Playground tasks={all.filter(({ kind }) => kind !== "retrieval")} defaultTask={defaultTask} />}
    </QueryView>
  );
}

function Playground({ tasks, defaultTask }: { tasks: readonly Task[]; defaultTask: string }) {
  const mayRun = useMay("run");
  const [parameters, setParameters] = useQueryStates(playgroundParsers);
  const [input, setInput] = useState("");
  const { runs, isRunning, start, cancel } = useRuns();
  const task = tasks.find(({ slug }) => slug === parameters.task) ?? tasks.find(({ slug }) => slug === defaultTask);
  const models = useQuery(modelsQuery());
  const settledInput = useSettled(input, SETTLE_MS);
  const recommendation = useQuery({
    ...recommendationQuery(recommendInputOf(task?.slug ?? defaultTask, parameters, settledInput)),
    placeholderData: keepPreviousData,
  });
  if (!task) return null;

  const choices = comparableModels(task, models.data ?? [], recommendation.data);
  const usable = choices.filter(({ unusable }) => unusable === null).map(({ slug }) => slug);
  const compared = parameters.compare.filter((slug) => usable.includes(slug)).slice(0, MAX_COMPARED);
  const canRoute = recommendation.data?.model !== null;
  const routing = routingOf(parameters);
  const hasLimits = routing.constraints !== undefined;
  const blocked = !mayRun
    ? "Your role may look, but not send requests"
    : !input.trim()
      ? "Type an input first"
      : !canRoute && compared.length === 0
        ? "No model can serve this task"
        : null;

  function send() {
    if (!task || blocked !== null || isRunning) return;
    const request = { task: task.slug, input, ...routing };
    const routed = canRoute ? [request] : [];
    void start([...routed, ...compared.map((model) => ({ ...request, model }))], task.kind === "generation");
  }

  return (
    <div className="grid gap-4">
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Composer
          tasks={tasks}
          task={task}
          parameters={parameters}
          onChange={(changes) => void setParameters(changes)}
          models={choices}
          compared={compared}
          input={input}
          onInput={setInput}
          blocked={blocked}
          isRunning={isRunning}
          onSend={send}
          onCancel={cancel}
        />
        <QueryView query={recommendation} label="recommendation" skeleton={<CardSkeleton lines={4} />}>
          {(answer) =>
            answer.model === null ? (
              <NoModel
                task={task}
                reason={answer.reason}
                onClearLimits={
                  hasLimits
                    ? () => void setParameters({ minQuality: null, maxCostUsd: null, maxLatencyMs: null })
                    : null
                }
              />
            ) : (
              <RecommendationPanel recommendation={answer} isStale={recommendation.isPlaceholderData} />
            )
          }
        </QueryView>
      </div>
      {runs.length > 0 && (
        <section aria-label="Results" className="grid items-start gap-4 md:grid-cols-2 xl:grid-cols-3">
          {runs.map((run) => (
            <RunCard key={run.key} run={run} task={task} />
          ))}
        </section>
      )}
    </div>
  );
}
