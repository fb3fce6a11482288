"use client";

import { useQuery } from "@tanstack/react-query";
import { HeartPulse } from "lucide-react";
import { useState } from "react";
import { DataTable } from "@/components/data/data-table";
import { describeError } from "@/components/data/describe-error";
import { EmptyState } from "@/components/data/empty-state";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { useMay } from "@/components/layout/permissions";
import { Card } from "@/components/ui/card";
import { notify } from "@/components/ui/notify";
import { providerHealthQuery } from "@/lib/client/provider-health";
import { healthColumns } from "./health-columns";
import { StopTrafficDialog } from "./stop-traffic-dialog";
import { useChangeCircuit } from "./use-change-circuit";

export function ProviderHealthView() {
  const health = useQuery(providerHealthQuery());
  const change = useChangeCircuit();
  const [stopping, setStopping] = useState<string | null>(null);
  const columns = healthColumns({
    canWrite: useMay("write"),
    onStop: ({ model }) => {
      change.reset();
      setStopping(model);
    },
    onRelease: ({ model }) =>
      change.mutate({ model, action: "close" }, { onError: (error) => notify.error(describeError(error).message) }),
  });
  return (
    <>
      <QueryView
        query={health}
        label="provider health"
        skeleton={<TableSkeleton rows={8} columns={4} />}
        empty={
          <Card>
            <EmptyState icon={HeartPulse} title="No model can be called yet">
              Add a provider’s key in the settings; its models appear here with the state of their circuits.
            </EmptyState>
          </Card>
        }
      >
        {(rows) => <DataTable label="Provider health" rows={rows} columns={columns} rowKey={({ model }) => model} />}
      </QueryView>
      <StopTrafficDialog model={stopping} change={change} onClose={() => setStopping(null)} />
    </>
  );
}
