"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { describeError } from "@/components/data/describe-error";
import { QueryView } from "@/components/data/query-view";
import { Section } from "@/components/executions/section";
import { useMay } from "@/components/layout/permissions";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { isRepricing, previewRepricing, repricingsQuery } from "@/lib/client/repricings";
import { RepricingRun } from "./repricing-run";

const DAY_MS = 86_400_000;
/** How far back the form begins. */
const DEFAULT_DAYS = 30;

/** What was recorded keeps its cost when a price is corrected, until it is computed anew here. */
export function RepricingSection({ model }: { model: string }) {
  const mayWrite = useMay("write");
  const runs = useQuery(repricingsQuery(model));
  return (
    <Section title="Recorded costs">
      <p className="text-sm text-muted-foreground">
        Executions keep the cost of the price that was known when they were recorded. After a correction, compute them
        anew: you see the difference first, and can take it back.
      </p>
      <QueryView
        query={runs}
        label="re-pricings"
        skeleton={<Skeleton className="h-9" />}
        empty={mayWrite ? <PreviewForm model={model} /> : null}
      >
        {(rows) => {
          const [newest] = rows;
          if (!newest) return null;
          return (
            <>
              <RepricingRun run={newest} isUndone={rows.some(({ sourceId }) => sourceId === newest.id)} />
              {mayWrite && !isRepricing(newest) && <PreviewForm model={model} />}
            </>
          );
        }}
      </QueryView>
    </Section>
  );
}

function PreviewForm({ model }: { model: string }) {
  const queryClient = useQueryClient();
  const [since, setSince] = useState(() => new Date(Date.now() - DEFAULT_DAYS * DAY_MS).toISOString().slice(0, 10));
  const preview = useMutation({
    mutationFn: () => previewRepricing(model, `${since}T00:00:00Z`),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: repricingsQuery(model).queryKey }),
  });
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      aria-label="Re-price executions"
      onSubmit={(event) => {
        event.preventDefault();
        preview.mutate();
      }}
    >
      <Field label="Re-price executions since">
        {(control) => (
          <Input
            {...control}
            type="date"
            required
            value={since}
            onChange={(event) => setSince(event.target.value)}
            className="w-44"
          />
        )}
      </Field>
      <Button type="submit" isPending={preview.isPending}>
        Show the difference
      </Button>
      {preview.error && <Alert tone="danger">{describeError(preview.error).message}</Alert>}
    </form>
  );
}
