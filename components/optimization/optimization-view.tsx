"use client";

import dynamic from "next/dynamic";
import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { QueryView } from "@/components/data/query-view";
import { Select } from "@/components/ui/select";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { tasksQuery } from "@/lib/client/tasks";
import type { Configuration } from "@/lib/registry/schemas";
import { OPTIMIZATION_TABS, optimizationParsers } from "./optimization-parameters";
import { OptimizeTab } from "./optimize-tab";

/** Fetched with their tab. */
const loading = () => <CardSkeleton lines={6} />;
const BenchmarkTab = dynamic(() => import("./benchmark-tab").then((module) => module.BenchmarkTab), { loading });
const RecommendationsTab = dynamic(() => import("./recommendations-tab").then((module) => module.RecommendationsTab), {
  loading,
});
const SavingsTab = dynamic(() => import("./savings-tab").then((module) => module.SavingsTab), { loading });
const ConfigTab = dynamic(() => import("./config-tab").then((module) => module.ConfigTab), { loading });

type OptimizationViewProps = {
  /** The task when the address names none. */
  firstTask: string;
  /** What a reset of the configuration brings back, by task. */
  defaults: Readonly<Record<string, Configuration>>;
};

export function OptimizationView({ firstTask, defaults }: OptimizationViewProps) {
  const tasks = useQuery(tasksQuery());
  const [{ tab, task: asked, type }, setParameters] = useQueryStates(optimizationParsers);
  return (
    <QueryView query={tasks} label="tasks" skeleton={<CardSkeleton lines={6} />}>
      {(all) => {
        const task = all.find(({ slug }) => slug === asked)?.slug ?? firstTask;
        const fallback = defaults[task];
        return (
          <div className="grid grid-cols-1 gap-4">
            <Select
              aria-label="Task"
              frameClassName="w-full sm:w-80"
              value={task}
              onChange={(event) => void setParameters({ task: event.target.value })}
              options={all.map(({ slug, name }) => ({ value: slug, label: `${name} (${slug})` }))}
            />
            <Tabs
              value={tab}
              onValueChange={(value) =>
                void setParameters({ tab: OPTIMIZATION_TABS.find((name) => name === value) ?? "optimize" })
              }
            >
              <TabsList aria-label="Parts of the optimization">
                <TabsTrigger value="optimize">Optimize</TabsTrigger>
                <TabsTrigger value="benchmark">Benchmark</TabsTrigger>
                <TabsTrigger value="config">Config</TabsTrigger>
                <TabsTrigger value="recommendations">Recommendations</TabsTrigger>
                <TabsTrigger value="savings">Savings</TabsTrigger>
              </TabsList>
              <TabsContent value="optimize">
                <OptimizeTab key={task} task={task} type={type} onType={(next) => void setParameters({ type: next })} />
              </TabsContent>
              <TabsContent value="benchmark">
                <BenchmarkTab task={task} />
              </TabsContent>
              <TabsContent value="config">{fallback && <ConfigTab task={task} defaults={fallback} />}</TabsContent>
              <TabsContent value="recommendations">
                <RecommendationsTab onStarted={(next) => void setParameters({ task: next, tab: "optimize" })} />
              </TabsContent>
              <TabsContent value="savings">
                <SavingsTab task={task} />
              </TabsContent>
            </Tabs>
          </div>
        );
      }}
    </QueryView>
  );
}
