"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { BellRing, Plus } from "lucide-react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { DataTable } from "@/components/data/data-table";
import { describeError } from "@/components/data/describe-error";
import { EmptyState } from "@/components/data/empty-state";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { PageHeader } from "@/components/layout/page-header";
import { useMay } from "@/components/layout/permissions";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { notify } from "@/components/ui/notify";
import type { AlertRule, AlertRuleTest } from "@/lib/alerts/schemas";
import { ALERT_METRICS } from "@/lib/alerts/words";
import { alertRulesQuery, deleteAlertRule, restoreAlertRule, tryAlertRule, updateAlertRule } from "@/lib/client/alerts";
import { formatMeasure } from "./format-measure";
import { ruleColumns } from "./rule-columns";
import { useChangeRule } from "./use-change-rule";

const RuleDialog = lazyOverlay(
  () => import("./rule-dialog").then((module) => module.RuleDialog),
  ({ open }) => open,
);

export function RulesView() {
  const rules = useQuery(alertRulesQuery());
  const canWrite = useMay("write");
  const change = useChangeRule(alertRulesQuery().queryKey);
  const [edited, setEdited] = useState<AlertRule | "new" | null>(null);
  // Other pages link to a new rule of a metric, such as that of an experiment to its lost variants.
  const [proposed, setProposed] = useQueryState("new", parseAsStringLiteral(ALERT_METRICS));
  const test = useMutation({
    mutationFn: async (rule: AlertRule) => ({ rule, test: await tryAlertRule(rule.id) }),
    onSuccess: ({ rule, test: found }) => notify.info(`${rule.name}: ${testText(rule, found)}`),
    onError: (error) => notify.error(describeError(error).message),
  });
  const columns = ruleColumns({
    canWrite,
    onEdit: setEdited,
    onTry: (rule) => test.mutate(rule),
    onDelete: ({ id, name }) =>
      change.mutate({
        change: () => deleteAlertRule(id),
        done: `${name} is deleted`,
        undo: () => restoreAlertRule(id),
      }),
    onSwitch: ({ id, name }, isEnabled) =>
      change.mutate({
        change: () => updateAlertRule(id, { isEnabled }),
        done: isEnabled ? `${name} is judged again` : `${name} is switched off`,
        undo: () => updateAlertRule(id, { isEnabled: !isEnabled }),
      }),
  });
  const create = canWrite && (
    <Button variant="primary" onClick={() => setEdited("new")}>
      <Plus aria-hidden />
      Create rule
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Alert rules"
        description="What is watched. Each rule is judged every 15 seconds."
        actions={create}
      />
      <QueryView
        query={rules}
        label="alert rules"
        skeleton={<TableSkeleton rows={4} columns={6} />}
        empty={
          <Card>
            <EmptyState icon={BellRing} title="Nothing is watched yet" action={create}>
              A rule calls out when errors, latency, cost or quality cross a threshold. Before it is created you see how
              often it would have fired.
            </EmptyState>
          </Card>
        }
      >
        {(rows) => <DataTable label="Alert rules" rows={rows} columns={columns} rowKey={({ id }) => id} />}
      </QueryView>
      <RuleDialog
        open={edited !== null || (proposed !== null && canWrite)}
        rule={edited === "new" ? null : edited}
        metric={proposed ?? "error_rate"}
        onClose={() => {
          setEdited(null);
          void setProposed(null);
        }}
      />
    </>
  );
}

const READINGS = {
  breached: "beyond the threshold",
  between: "between threshold and recovery",
  recovered: "fine",
  no_data: "too little to decide",
} as const satisfies Record<AlertRuleTest["reading"], string>;

function testText({ metric }: AlertRule, { value, count, reading, webhooksTold }: AlertRuleTest): string {
  const told = webhooksTold === 0 ? "" : `; a test goes to ${webhooksTold} webhook${webhooksTold === 1 ? "" : "s"}`;
  return `${formatMeasure(metric, value)} on ${count} measured, ${READINGS[reading]}${told}`;
}
