"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { EmptyState } from "@/components/data/empty-state";
import { QueryView } from "@/components/data/query-view";
import { RecommendationPanel } from "@/components/playground/recommendation-panel";
import { useSettled } from "@/components/playground/use-settled";
import { Alert } from "@/components/ui/alert";
import { Card, CardContent } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { routingPoliciesQuery } from "@/lib/client/routing";
import { recommendationQuery } from "@/lib/client/run";
import { tasksQuery } from "@/lib/client/tasks";
import type { Task } from "@/lib/registry/schemas";
import { useAskedTask } from "./use-asked-task";

const SETTLE_MS = 300;

/** Which model the router takes for a task, and why not the others. */
export function WhySection({ newestTask }: { newestTask: string | null }) {
  const tasks = useQuery(tasksQuery());
  return (
    <section className="grid grid-cols-1 gap-2">
      <h2 className="text-sm font-semibold">Why this model</h2>
      <QueryView
        query={tasks}
        label="tasks"
        skeleton={<CardSkeleton lines={5} />}
        isEmpty={(all) => all.every(({ kind }) => kind === "retrieval")}
        empty={<EmptyState title="No task to route yet" />}
      >
        {(all) => <Explanation tasks={all.filter(({ kind }) => kind !== "retrieval")} newestTask={newestTask} />}
      </QueryView>
    </section>
  );
}

function Explanation({ tasks, newestTask }: { tasks: readonly Task[]; newestTask: string | null }) {
  const [task, setTask] = useAskedTask(
    tasks.map(({ slug }) => slug),
    newestTask,
  );
  const [input, setInput] = useState("");
  const settledInput = useSettled(input, SETTLE_MS);
  const recommendation = useQuery({
    ...recommendationQuery({ task, ...(settledInput && { input: settledInput }) }),
    placeholderData: keepPreviousData,
  });
  const policies = useInfiniteQuery(routingPoliciesQuery()).data?.pages.flatMap((page) => page.data) ?? [];
  const inForce = policies.find(({ activeFor }) => activeFor.includes(task))?.evidence?.chosen;
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
      <Card>
        <CardContent className="grid grid-cols-1 gap-4">
          <Field label="Task">
            {(control) => (
              <Select
                {...control}
                value={task}
                onChange={(event) => void setTask(event.target.value)}
                options={tasks.map(({ slug, name }) => ({ value: slug, label: `${name} (${slug})` }))}
              />
            )}
          </Field>
          <Field
            label="Prompt"
            required={false}
            hint="Its size counts towards the cost and the context. It is not sent."
          >
            {(control) => (
              <Textarea
                {...control}
                rows={4}
                maxLength={1_000_000}
                value={input}
                onChange={(event) => setInput(event.target.value)}
              />
            )}
          </Field>
        </CardContent>
      </Card>
      <div className="grid grid-cols-1 gap-2">
        {inForce && (
          <Alert title="A policy decides for this task">
            {inForce.description}. Below is the router&apos;s own ranking, which decides when the policy can call none
            of its models.
          </Alert>
        )}
        <QueryView query={recommendation} label="recommendation" skeleton={<CardSkeleton lines={5} />}>
          {(loaded) => <RecommendationPanel recommendation={loaded} isStale={recommendation.isPlaceholderData} />}
        </QueryView>
      </div>
    </div>
  );
}
