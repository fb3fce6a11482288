"use client";

import { useQuery } from "@tanstack/react-query";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { QueryView } from "@/components/data/query-view";
import { ConfigurationEditor } from "@/components/tasks/configuration-editor";
import { ConfigurationHistory } from "@/components/tasks/configuration-history";
import { modelsQuery } from "@/lib/client/models";
import { configurationQuery, taskQuery } from "@/lib/client/tasks";
import type { Configuration } from "@/lib/registry/schemas";

/** The configuration in force, its history, and the ways back. `defaults` is what a reset brings back. */
export function ConfigTab({ task, defaults }: { task: string; defaults: Configuration }) {
  const one = useQuery(taskQuery(task));
  const configuration = useQuery(configurationQuery(task));
  const models = useQuery(modelsQuery());
  return (
    <QueryView query={one} label="task" skeleton={<CardSkeleton lines={8} />}>
      {(known) => (
        <QueryView query={configuration} label="configuration" skeleton={<CardSkeleton lines={10} />}>
          {(current) => (
            <div className="grid grid-cols-1 gap-6">
              <ConfigurationEditor key={task} task={known} current={current} models={models.data ?? []} />
              <section className="grid grid-cols-1 gap-2">
                <h2 className="text-sm font-semibold">History</h2>
                <ConfigurationHistory task={task} current={current} defaults={defaults} />
              </section>
            </div>
          )}
        </QueryView>
      )}
    </QueryView>
  );
}
