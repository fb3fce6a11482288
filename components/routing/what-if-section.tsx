"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { EmptyState } from "@/components/data/empty-state";
import { QueryView } from "@/components/data/query-view";
import { STRATEGY_MEANINGS } from "@/components/tasks/task-words";
import { Card, CardContent } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { modelsQuery } from "@/lib/client/models";
import { whatIfQuery } from "@/lib/client/routing";
import { tasksQuery } from "@/lib/client/tasks";
import { STRATEGIES } from "@/lib/registry/words";
import { WhatIfResult } from "./what-if-result";
import { useAskedTask } from "./use-asked-task";

/** What another way to choose would have cost and brought on the requests of the last 30 days. */
export function WhatIfSection({ newestTask }: { newestTask: string | null }) {
  const tasks = useQuery(tasksQuery());
  return (
    <section className="grid grid-cols-1 gap-2" aria-labelledby="what-if">
      <h2 id="what-if" className="text-sm font-semibold">
        What if
      </h2>
      <p className="text-sm text-muted-foreground">
        What another way to choose would have cost and brought on the requests of the last 30 days, estimated from the
        router&apos;s own decisions and their exact probabilities. Nothing is called.
      </p>
      <QueryView
        query={tasks}
        label="tasks"
        skeleton={<CardSkeleton lines={5} />}
        empty={<EmptyState title="No task to judge yet" />}
      >
        {(all) => (
          <Question
            tasks={all.map(({ slug, name }) => ({ value: slug, label: `${name} (${slug})` }))}
            newestTask={newestTask}
          />
        )}
      </QueryView>
    </section>
  );
}

function Question({
  tasks,
  newestTask,
}: {
  tasks: readonly { value: string; label: string }[];
  newestTask: string | null;
}) {
  const [task, setTask] = useAskedTask(
    tasks.map(({ value }) => value),
    newestTask,
  );
  const [askedPolicy, setPolicy] = useQueryState("policy", parseAsString);
  const models = useQuery(modelsQuery()).data ?? [];
  const policies = [
    ...STRATEGIES.map((strategy) => ({ value: strategy, label: STRATEGY_MEANINGS[strategy] })),
    ...models.map(({ slug }) => ({ value: slug, label: `Always ${slug}` })),
  ];
  const policy = policies.find(({ value }) => value === askedPolicy)?.value ?? "best_cost";
  const strategy = STRATEGIES.find((one) => one === policy);
  const answer = useQuery({
    ...whatIfQuery({ task, ...(strategy ? { strategy } : { model: policy }) }),
    placeholderData: keepPreviousData,
  });
  return (
    <Card>
      <CardContent className="grid grid-cols-1 gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Task">
            {(control) => (
              <Select
                {...control}
                value={task}
                onChange={(event) => void setTask(event.target.value)}
                options={tasks}
              />
            )}
          </Field>
          <Field label="The other way to choose">
            {(control) => (
              <Select
                {...control}
                value={policy}
                onChange={(event) => void setPolicy(event.target.value)}
                options={policies}
              />
            )}
          </Field>
        </div>
        <QueryView query={answer} label="estimate" skeleton={<CardSkeleton lines={5} />}>
          {(loaded) => <WhatIfResult answer={loaded} isStale={answer.isPlaceholderData} />}
        </QueryView>
      </CardContent>
    </Card>
  );
}
