"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { QueryView } from "@/components/data/query-view";
import { Time } from "@/components/data/time";
import { Alert } from "@/components/ui/alert";
import { Card, CardContent, CardDescription, CardFooter, CardHeader, CardTitle } from "@/components/ui/card";
import { notify } from "@/components/ui/notify";
import { retentionQuery, updateRetention } from "@/lib/client/retention";
import { RetentionForm } from "./retention-form";
import { periodText } from "./retention-text";

/** What is kept, since when, and for admins how to change it. */
export function RetentionView({ canChange }: { canChange: boolean }) {
  const queryClient = useQueryClient();
  const retention = useQuery(retentionQuery());
  const change = useMutation({
    mutationFn: ({ days }: { days: number | null; before: number | null }) => updateRetention(days),
    onSuccess: (stored, { before }) => {
      queryClient.setQueryData(retentionQuery().queryKey, stored);
      notify.success(`Executions are kept ${periodText(stored.days)}`, {
        action: { label: "Undo", onPress: () => change.mutate({ days: before, before: stored.days }) },
      });
    },
  });
  return (
    <QueryView query={retention} skeleton={<CardSkeleton />}>
      {({ days, deletedBefore }) => (
        <Card>
          <CardHeader>
            <CardTitle>Executions are kept {periodText(days)}</CardTitle>
            <CardDescription>
              Older ones are deleted for good, with their texts, routes and attempts. What was counted of them stays:
              costs, charts and statistics do not change.
            </CardDescription>
          </CardHeader>
          <CardContent>
            {canChange ? (
              <RetentionForm
                key={days}
                days={days}
                isPending={change.isPending}
                error={change.error}
                onSave={(next) => change.mutate({ days: next, before: days })}
              />
            ) : (
              <Alert>Your role may look, but not change it. Admins and owners may.</Alert>
            )}
          </CardContent>
          <CardFooter>
            {deletedBefore ? (
              <span>
                Executions from before <Time at={deletedBefore} /> were deleted.
              </span>
            ) : (
              "Nothing was deleted so far."
            )}
          </CardFooter>
        </Card>
      )}
    </QueryView>
  );
}
