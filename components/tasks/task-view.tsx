"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useQueryState } from "nuqs";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { QueryView } from "@/components/data/query-view";
import { PageHeader } from "@/components/layout/page-header";
import { LOOK_ONLY, useMay } from "@/components/layout/permissions";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { buttonVariants } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { modelsQuery } from "@/lib/client/models";
import { configurationQuery, taskQuery } from "@/lib/client/tasks";
import type { Configuration } from "@/lib/registry/schemas";
import { ConfigurationEditor } from "./configuration-editor";
import { DeleteTaskButton } from "./delete-task-button";
import { EditTaskButton } from "./edit-task-button";
import { TASK_TABS, taskTabParser } from "./task-parameters";
import { KIND_TONES } from "./task-words";

/** Fetched with their tab. */
const loading = () => <CardSkeleton lines={6} />;
const ConfigurationHistory = dynamic(
  () => import("./configuration-history").then((module) => module.ConfigurationHistory),
  { loading },
);
const TaskVersions = dynamic(() => import("./task-versions").then((module) => module.TaskVersions), { loading });

/** `defaults` is what a reset of the configuration brings back. */
export function TaskView({ slug, defaults }: { slug: string; defaults: Configuration }) {
  const mayWrite = useMay("write");
  const task = useQuery(taskQuery(slug));
  const configuration = useQuery(configurationQuery(slug));
  const models = useQuery(modelsQuery());
  const [tab, setTab] = useQueryState("tab", taskTabParser);
  return (
    <QueryView query={task} label="task" skeleton={<CardSkeleton lines={8} />}>
      {(one) => (
        <>
          <PageHeader
            title={one.name}
            badge={<Badge tone={KIND_TONES[one.kind]}>{one.kind}</Badge>}
            description={
              <>
                {one.description} <code className="text-xs">{one.slug}</code>, {one.category}.
              </>
            }
            actions={
              <>
                {one.kind !== "retrieval" && (
                  <Link href={`/playground?task=${slug}`} className={cn(buttonVariants())}>
                    Try it
                  </Link>
                )}
                <Link href={`/executions?task=${slug}`} className={cn(buttonVariants())}>
                  Executions
                </Link>
                {mayWrite && <EditTaskButton task={one} />}
                {mayWrite && !one.isBuiltIn && <DeleteTaskButton slug={slug} />}
              </>
            }
          />
          <Tabs
            value={tab}
            onValueChange={(value) => void setTab(TASK_TABS.find((name) => name === value) ?? "configuration")}
          >
            <TabsList aria-label="Parts of the task">
              <TabsTrigger value="configuration">Configuration</TabsTrigger>
              <TabsTrigger value="history">History</TabsTrigger>
              <TabsTrigger value="versions">Trained versions</TabsTrigger>
            </TabsList>
            {/* Stays mounted, so that a look at the history does not lose what was typed. */}
            <TabsContent value="configuration" forceMount className="data-[state=inactive]:hidden">
              {!mayWrite && <Alert className="mb-4">{LOOK_ONLY}</Alert>}
              <QueryView query={configuration} label="configuration" skeleton={<CardSkeleton lines={10} />}>
                {(current) => <ConfigurationEditor task={one} current={current} models={models.data ?? []} />}
              </QueryView>
            </TabsContent>
            <TabsContent value="history">
              <QueryView query={configuration} label="configuration" skeleton={<CardSkeleton lines={6} />}>
                {(current) => <ConfigurationHistory task={slug} current={current} defaults={defaults} />}
              </QueryView>
            </TabsContent>
            <TabsContent value="versions">
              <TaskVersions task={one} />
            </TabsContent>
          </Tabs>
        </>
      )}
    </QueryView>
  );
}
