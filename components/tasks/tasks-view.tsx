"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ListChecks } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import type { DataColumn } from "@/components/data/data-column";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { FilterBar } from "@/components/data/filter-bar";
import { FilterSelect } from "@/components/data/filter-select";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { Time } from "@/components/data/time";
import { useMay } from "@/components/layout/permissions";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { tasksQuery } from "@/lib/client/tasks";
import type { Task } from "@/lib/registry/schemas";
import { CATEGORIES, TASK_KINDS } from "@/lib/registry/words";
import { CreateTaskButton } from "./create-task-button";
import { taskFiltersOf, taskParsers } from "./task-parameters";
import { KIND_TONES } from "./task-words";

const COLUMNS: DataColumn<Task>[] = [
  {
    id: "task",
    header: "Task",
    className: "max-sm:col-span-2",
    cell: ({ slug, name, description }) => (
      <>
        <Link data-open-row href={`/tasks/${slug}`} className="rounded-sm font-medium hover:underline">
          {name}
        </Link>
        <span className="block max-w-xl text-xs text-muted-foreground">{description}</span>
      </>
    ),
  },
  { id: "slug", header: "Called", cell: ({ slug }) => <code className="text-xs">{slug}</code> },
  { id: "kind", header: "Kind", cell: ({ kind }) => <Badge tone={KIND_TONES[kind]}>{kind}</Badge> },
  { id: "category", header: "Category", cell: ({ category }) => category },
  {
    id: "version",
    header: "Configuration",
    align: "right",
    cell: ({ configurationVersion }) => `version ${configurationVersion}`,
  },
  { id: "updated", header: "Changed", align: "right", cell: ({ updatedAt }) => <Time at={updatedAt} /> },
];

const asOptions = (values: readonly string[]) => values.map((value) => ({ value, label: value }));

export function TasksView() {
  const router = useRouter();
  const mayWrite = useMay("write");
  const [parameters, setParameters] = useQueryStates(taskParsers);
  const tasks = useQuery({ ...tasksQuery(taskFiltersOf(parameters)), placeholderData: keepPreviousData });
  const activeCount = [parameters.kind, parameters.category].filter(Boolean).length;
  const clear = () => void setParameters({ kind: null, category: null });
  return (
    <div className="grid gap-4">
      <FilterBar
        activeCount={activeCount}
        onClear={clear}
        actions={mayWrite && <CreateTaskButton onCreated={(slug) => router.push(`/tasks/${slug}`)} />}
      >
        <FilterSelect
          label="Kind"
          value={parameters.kind}
          onChange={(value) => void setParameters({ kind: TASK_KINDS.find((one) => one === value) ?? null })}
          options={asOptions(TASK_KINDS)}
        />
        <FilterSelect
          label="Category"
          value={parameters.category}
          onChange={(value) => void setParameters({ category: CATEGORIES.find((one) => one === value) ?? null })}
          options={asOptions(CATEGORIES)}
        />
      </FilterBar>
      <QueryView
        query={tasks}
        label="tasks"
        skeleton={<TableSkeleton rows={12} columns={5} />}
        empty={
          <Card>
            <EmptyState
              icon={ListChecks}
              title={activeCount > 0 ? "No task matches these filters" : "There is no task"}
              action={activeCount > 0 && <Button onClick={clear}>Clear filters</Button>}
            >
              A task is one job that models do for you, with its own routing, limits and history.
            </EmptyState>
          </Card>
        }
      >
        {(rows) => (
          <DataTable
            label="Tasks"
            rows={rows}
            columns={COLUMNS}
            rowKey={(task) => task.slug}
            onOpen={(task) => router.push(`/tasks/${task.slug}`)}
          />
        )}
      </QueryView>
    </div>
  );
}
