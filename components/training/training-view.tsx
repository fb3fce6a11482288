"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { EmptyState } from "@/components/data/empty-state";
import { FilterBar } from "@/components/data/filter-bar";
import { FilterSelect } from "@/components/data/filter-select";
import { QueryView } from "@/components/data/query-view";
import { buttonVariants } from "@/components/ui/button";
import { tasksQuery } from "@/lib/client/tasks";
import { datasetsQuery, trainingRunsQuery } from "@/lib/client/training";
import type { Task } from "@/lib/registry/schemas";
import { DatasetsSection } from "./datasets-section";
import { ImportCard } from "./import-card";
import { RunsSection } from "./runs-section";
import { RunsUnderWay } from "./runs-under-way";
import { ChatModelCard } from "./chat-model-card";
import { StartRunCard } from "./start-run-card";
import { trainableTasks } from "./trainable-tasks";
import { useTrainingTask } from "./use-training-task";

export function TrainingView({ canWrite }: { canWrite: boolean }) {
  const tasks = useQuery(tasksQuery());
  return (
    <QueryView
      query={tasks}
      label="tasks"
      skeleton={<CardSkeleton lines={8} />}
      empty={
        <EmptyState
          title="No task yet"
          action={
            <Link href="/tasks" className={buttonVariants({ variant: "primary" })}>
              Make a task
            </Link>
          }
        >
          Models are trained for a task, such as sorting texts into categories. There is none.
        </EmptyState>
      }
    >
      {(loaded) => <TrainingOfTasks tasks={trainableTasks(loaded)} canWrite={canWrite} />}
    </QueryView>
  );
}

function TrainingOfTasks({ tasks, canWrite }: { tasks: readonly Task[]; canWrite: boolean }) {
  const { task, setTask } = useTrainingTask(tasks);
  const datasets = useQuery(datasetsQuery({ task }));
  const runs = useInfiniteQuery(trainingRunsQuery({ task }));
  // Not the demo's: what is imported there goes when the demo is removed.
  const importTask =
    task ??
    datasets.data?.find(({ source }) => source !== "demo")?.task ??
    (tasks.find(({ isBuiltIn }) => isBuiltIn) ?? tasks[0])?.slug ??
    "";

  return (
    <div className="grid gap-4">
      <FilterBar activeCount={task === null ? 0 : 1} onClear={() => setTask(null)}>
        <FilterSelect
          label="Task"
          allLabel="All tasks"
          value={task}
          onChange={setTask}
          options={tasks.map(({ slug }) => ({ value: slug, label: slug }))}
        />
      </FilterBar>
      {runs.data && <RunsUnderWay runs={runs.data.pages.flatMap((page) => page.data)} canCancel={canWrite} />}
      {canWrite && (
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <ImportCard tasks={tasks} task={importTask} onTaskChange={setTask} />
          {datasets.data && datasets.data.length > 0 && <StartRunCard datasets={datasets.data} tasks={tasks} />}
          {datasets.data && <ChatModelCard datasets={datasets.data} tasks={tasks} />}
        </div>
      )}
      <RunsSection query={runs} hasDatasets={Boolean(datasets.data?.length)} />
      <DatasetsSection query={datasets} />
    </div>
  );
}
