"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/data/empty-state";
import { FilterBar } from "@/components/data/filter-bar";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Select } from "@/components/ui/select";
import type { Task } from "@/lib/registry/schemas";
import { useTrainingTask } from "./use-training-task";

type TaskOfPageProps = {
  tasks: readonly Task[];
  /** Shown until another is chosen. */
  defaultTask: string | null;
  actions?: (task: string) => ReactNode;
  children: (task: string) => ReactNode;
};

/** A page about one task at a time, the one in the address. */
export function TaskOfPage({ tasks, defaultTask, actions, children }: TaskOfPageProps) {
  const { task: chosen, setTask } = useTrainingTask(tasks);
  const task = chosen ?? defaultTask;
  if (task === null) {
    return (
      <Card>
        <EmptyState
          title="No task yet"
          action={
            <Link href="/tasks" className={buttonVariants({ variant: "primary" })}>
              Make a task
            </Link>
          }
        >
          Examples belong to a task, such as sorting texts into categories. There is none.
        </EmptyState>
      </Card>
    );
  }
  return (
    <div className="grid gap-4">
      <FilterBar activeCount={0} onClear={() => setTask(null)} actions={actions?.(task)}>
        <Select
          aria-label="Task"
          isQuiet
          frameClassName="w-auto min-w-40"
          value={task}
          onChange={(event) => setTask(event.target.value)}
          options={tasks.map(({ slug }) => ({ value: slug, label: slug }))}
        />
      </FilterBar>
      {children(task)}
    </div>
  );
}
