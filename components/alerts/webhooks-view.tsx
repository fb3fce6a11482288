"use client";

import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Webhook as WebhookIcon } from "lucide-react";
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
import type { Webhook } from "@/lib/alerts/schemas";
import {
  deleteWebhook,
  deliveriesQuery,
  restoreWebhook,
  tryWebhook,
  updateWebhook,
  webhooksQuery,
} from "@/lib/client/webhooks";
import { useChangeRule } from "./use-change-rule";
import { deliveryColumns, webhookColumns } from "./webhook-columns";

const WebhookDialog = lazyOverlay(
  () => import("./webhook-dialog").then((module) => module.WebhookDialog),
  ({ open }) => open,
);

export function WebhooksView() {
  const webhooks = useQuery(webhooksQuery());
  const isAdmin = useMay("admin");
  const [isAdding, setIsAdding] = useState(false);
  const change = useChangeRule(webhooksQuery().queryKey);
  const test = useTest();
  const columns = webhookColumns({
    isAdmin,
    canWrite: useMay("write"),
    onTry: (webhook) => test.mutate(webhook),
    onDelete: ({ id, name }) =>
      change.mutate({ change: () => deleteWebhook(id), done: `${name} is deleted`, undo: () => restoreWebhook(id) }),
    onSwitch: ({ id, name }, isEnabled) =>
      change.mutate({
        change: () => updateWebhook(id, { isEnabled }),
        done: isEnabled ? `${name} is told again` : `${name} is told nothing any more`,
        undo: () => updateWebhook(id, { isEnabled: !isEnabled }),
      }),
  });
  const add = isAdmin && (
    <Button variant="primary" onClick={() => setIsAdding(true)}>
      <Plus aria-hidden />
      Add webhook
    </Button>
  );
  return (
    <>
      <PageHeader title="Webhooks" description="Who is told when a rule fires and when that is over." actions={add} />
      <div className="grid gap-6">
        <QueryView
          query={webhooks}
          label="webhooks"
          skeleton={<TableSkeleton rows={2} columns={5} />}
          empty={
            <Card>
              <EmptyState icon={WebhookIcon} title="Nobody is told yet" action={add}>
                A webhook gets a signed message when a rule fires and when it resolves. {!isAdmin && "Admins add them."}
              </EmptyState>
            </Card>
          }
        >
          {(rows) => <DataTable label="Webhooks" rows={rows} columns={columns} rowKey={({ id }) => id} />}
        </QueryView>
        <DeliveryLog webhooks={webhooks.data ?? []} />
      </div>
      <WebhookDialog open={isAdding} onOpenChange={setIsAdding} />
    </>
  );
}

/** Sends a test and says how that went. */
function useTest() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, name }: Webhook) => ({ name, delivery: await tryWebhook(id) }),
    onSuccess: async ({ name, delivery: { status, attempts } }) => {
      const last = attempts.at(-1);
      if (status === "delivered") notify.success(`${name} took the test in ${last?.durationMs ?? 0} ms`);
      else notify.error(`${name} did not take the test: ${last?.error ?? "it is being sent"}`);
      await queryClient.invalidateQueries({ queryKey: deliveriesQuery().queryKey });
    },
    onError: (error) => notify.error(describeError(error).message),
  });
}

function DeliveryLog({ webhooks }: { webhooks: readonly Webhook[] }) {
  const deliveries = useInfiniteQuery({ ...deliveriesQuery(), placeholderData: keepPreviousData });
  const nameOf = (id: string) => webhooks.find((webhook) => webhook.id === id)?.name ?? "deleted webhook";
  return (
    <section className="grid gap-2" aria-labelledby="delivery-log">
      <h2 id="delivery-log" className="text-sm font-semibold">
        Delivery log
      </h2>
      <QueryView
        query={deliveries}
        label="deliveries"
        skeleton={<TableSkeleton rows={3} columns={5} />}
        empty={
          <Card>
            <EmptyState title="Nothing was sent yet">
              Every message is listed here for 30 days, with each attempt to deliver it.
            </EmptyState>
          </Card>
        }
      >
        {({ pages }) => (
          <DataTable
            label="Deliveries"
            rows={pages.flatMap((page) => page.data)}
            columns={deliveryColumns(nameOf)}
            rowKey={({ id }) => id}
            loadMore={{
              hasMore: deliveries.hasNextPage,
              isLoading: deliveries.isFetchingNextPage,
              onPress: () => void deliveries.fetchNextPage(),
            }}
          />
        )}
      </QueryView>
    </section>
  );
}
