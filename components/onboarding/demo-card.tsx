"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "@/components/data/confirm-dialog";
import { RunProgress } from "@/components/data/run-progress";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { notify } from "@/components/ui/notify";
import { newIdempotencyKey } from "@/lib/client/api";
import { demoQuery, isLoading, loadDemo, removeDemo } from "@/lib/client/demo";

/** Loads the demo with one click and removes it with one click. */
export function DemoCard() {
  const queryClient = useQueryClient();
  const demo = useQuery(demoQuery());
  const [isRemoving, setIsRemoving] = useState(false);
  const refresh = () => queryClient.invalidateQueries();
  const load = useMutation({ mutationFn: () => loadDemo(newIdempotencyKey()), onSuccess: refresh });
  const remove = useMutation({
    mutationFn: removeDemo,
    onSuccess: async () => {
      setIsRemoving(false);
      notify.success("The demo is removed");
      await refresh();
    },
  });
  const loading = demo.data?.loading ?? null;
  const isUnderWay = isLoading(demo.data);

  return (
    <Card>
      <CardHeader>
        <CardTitle>Demo</CardTitle>
        <CardDescription>
          655 made-up support tickets: models really trained to tell their category, priority and mood and to find the
          answer that resolved one alike, and 420 real requests. In tasks of its own, so it never touches yours.
        </CardDescription>
      </CardHeader>
      <CardContent>
        {isUnderWay && loading ? (
          <RunProgress
            title="Loading the demo"
            state={loading.status}
            done={loading.progress?.done ?? null}
            total={loading.progress?.total ?? null}
            step={loading.progress?.step ?? null}
            startedAt={null}
            onCancel={() => setIsRemoving(true)}
          />
        ) : (
          <div className="flex flex-wrap items-center gap-2">
            {demo.data?.isLoaded ? (
              <Button onClick={() => setIsRemoving(true)}>Remove the demo</Button>
            ) : (
              <Button
                variant="primary"
                onClick={() => load.mutate()}
                isPending={load.isPending}
                disabled={demo.isPending}
              >
                Load the demo
              </Button>
            )}
          </div>
        )}
        {loading?.status === "failed" && (
          <Alert tone="danger" title="The demo could not be loaded">
            {loading.message}
          </Alert>
        )}
        {load.error && <Alert tone="danger">{load.error.message}</Alert>}
      </CardContent>
      <ConfirmDialog
        open={isRemoving}
        onOpenChange={setIsRemoving}
        title="Remove the demo?"
        description="Its task, tickets, models and executions go. Nothing else is touched, and you can load it again."
        confirmLabel="Remove the demo"
        isPending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
      />
    </Card>
  );
}
