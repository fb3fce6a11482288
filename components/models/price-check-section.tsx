"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Scale } from "lucide-react";
import { useRef } from "react";
import { authorText } from "@/components/data/author-text";
import { DataTable } from "@/components/data/data-table";
import { describeError } from "@/components/data/describe-error";
import { EmptyState } from "@/components/data/empty-state";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { Time } from "@/components/data/time";
import { useMay } from "@/components/layout/permissions";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { importPriceList, newestPriceCheckQuery } from "@/lib/client/price-checks";
import type { PriceCheck } from "@/lib/registry/schemas";
import { priceCheckColumns } from "./price-check-columns";

/** Our prices against those of another book that somebody has as a file. */
export function PriceCheckSection() {
  const check = useQuery(newestPriceCheckQuery());
  const mayWrite = useMay("write");
  return (
    <Card>
      <CardHeader>
        <CardTitle>Price check</CardTitle>
        <CardDescription>
          Public price books disagree. Compare a second one with the prices in use here, and decide row by row.
        </CardDescription>
      </CardHeader>
      <CardContent className="grid gap-3">
        {mayWrite && <ImportList />}
        <QueryView
          query={check}
          label="price check"
          skeleton={<TableSkeleton rows={3} columns={5} />}
          empty={
            <EmptyState icon={Scale} title="No price list was compared yet">
              {mayWrite
                ? "Choose a JSON file with `models`: provider, id, and US dollars per token."
                : "Members, admins and owners can compare one."}
            </EmptyState>
          }
        >
          {(newest) => newest && <Comparison check={newest} />}
        </QueryView>
      </CardContent>
    </Card>
  );
}

function ImportList() {
  const queryClient = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const upload = useMutation({
    mutationFn: importPriceList,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: newestPriceCheckQuery().queryKey }),
  });
  return (
    <div className="grid gap-2">
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label="Price list"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file) upload.mutate(file);
        }}
      />
      <Button className="justify-self-start" isPending={upload.isPending} onClick={() => input.current?.click()}>
        Compare a price list
      </Button>
      {upload.error && <Alert tone="danger">{describeError(upload.error).message}</Alert>}
    </div>
  );
}

function Comparison({ check }: { check: PriceCheck }) {
  const { name, bookDate, rowCount, rows } = check;
  const shown = rows.filter(({ comparison }) => comparison !== "same");
  const sameCount = rows.length - shown.length;
  return (
    <>
      <p className="text-sm text-muted-foreground" role="status">
        {name}
        {bookDate && `, as of ${bookDate}`}: {rowCount} rows, {rows.length} of them about your models. {sameCount}{" "}
        {sameCount === 1 ? "agrees" : "agree"} with ours. Compared by {authorText(check.createdBy)}{" "}
        <Time at={check.createdAt} />. US dollars per million tokens; a price of zero can mean free or unknown.
      </p>
      {shown.length > 0 ? (
        <DataTable
          label="Prices that differ"
          rows={shown}
          columns={priceCheckColumns(check.id, bookDate)}
          rowKey={({ model }) => model}
        />
      ) : (
        <p className="text-sm">Every price that the list states of your models is the one in use here.</p>
      )}
    </>
  );
}
