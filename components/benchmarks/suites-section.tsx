"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import type { DataColumn } from "@/components/data/data-column";
import { DataTable } from "@/components/data/data-table";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { useMay } from "@/components/layout/permissions";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import type { SuiteSummary } from "@/lib/benchmarks/schemas";
import { deleteSuite, restoreSuite } from "@/lib/client/benchmarks";

const SuiteDialog = lazyOverlay(
  () => import("./suite-dialog").then((module) => module.SuiteDialog),
  ({ suiteId }) => suiteId !== null,
);

const WriteSuiteDialog = lazyOverlay(
  () => import("./write-suite-dialog").then((module) => module.WriteSuiteDialog),
  ({ suite }) => suite !== null,
);

const SuiteFromRequestsDialog = lazyOverlay(
  () => import("./suite-from-requests-dialog").then((module) => module.SuiteFromRequestsDialog),
  ({ open }) => open,
);

const ORIGINS = {
  built_in: "AI Gym",
  labelled: "labelled examples",
  written: "written here",
  executions: "asked prompts",
} as const satisfies Record<SuiteSummary["origin"], string>;

const isOwn = ({ origin }: SuiteSummary): boolean => origin === "written" || origin === "executions";

/** Every suite that can be run; a click shows its tests. */
export function SuitesSection({ suites }: { suites: readonly SuiteSummary[] }) {
  const [openId, setOpenId] = useQueryState("tests", parseAsString);
  const mayWrite = useMay("write");
  const [writtenId, setWrittenId] = useState<string | null>(null);
  const [isGathering, setIsGathering] = useState(false);
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["benchmarks", "suites"] });
  const restore = useMutation({
    mutationFn: restoreSuite,
    onSuccess: refresh,
    onError: (error) => notify.error("The suite could not be restored", { description: error.message }),
  });
  const remove = useMutation({
    mutationFn: (suite: SuiteSummary) => deleteSuite(suite.id),
    onSuccess: async (suite) => {
      notify.success(`${suite.name} was deleted`, {
        action: { label: "Undo", onPress: () => restore.mutate(suite.id) },
      });
      await refresh();
    },
    onError: (error) => notify.error("The suite could not be deleted", { description: error.message }),
  });
  const columns: DataColumn<SuiteSummary>[] = [
    { id: "name", header: "Suite", isPrimary: true, cell: ({ name }) => <span className="break-words">{name}</span> },
    { id: "about", header: "About", phone: "hide", cell: ({ description }) => description },
    { id: "category", header: "Category", cell: ({ category }) => category ?? "none" },
    {
      id: "origin",
      header: "From",
      cell: ({ origin, version }) => `${ORIGINS[origin]}${version > 1 ? `, v${version}` : ""}`,
    },
    { id: "tests", header: "Tests", align: "right", cell: ({ testCount }) => testCount },
    {
      id: "delete",
      header: "Change",
      align: "right",
      cell: (suite) =>
        isOwn(suite) && mayWrite ? (
          <span className="inline-flex gap-2">
            <Button size="sm" aria-haspopup="dialog" onClick={() => setWrittenId(suite.id)}>
              Edit
            </Button>
            <Button size="sm" isPending={remove.isPending} onClick={() => remove.mutate(suite)}>
              Delete
            </Button>
          </span>
        ) : null,
    },
  ];
  return (
    <section className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-sm font-semibold">Suites</h2>
        {mayWrite && (
          <div className="flex flex-wrap gap-2">
            <Button size="sm" aria-haspopup="dialog" onClick={() => setIsGathering(true)}>
              From requests
            </Button>
            <Button size="sm" aria-haspopup="dialog" onClick={() => setWrittenId("new")}>
              Write a suite
            </Button>
          </div>
        )}
      </div>
      <DataTable
        label="Suites"
        rows={suites}
        columns={columns}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void setOpenId(id)}
      />
      <WriteSuiteDialog suite={writtenId} onClose={() => setWrittenId(null)} />
      <SuiteFromRequestsDialog open={isGathering} onClose={() => setIsGathering(false)} />
      <SuiteDialog suiteId={openId} onClose={() => void setOpenId(null)} />
    </section>
  );
}
