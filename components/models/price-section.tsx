"use client";

import { useState } from "react";
import { describeError } from "@/components/data/describe-error";
import { Section } from "@/components/executions/section";
import { useMay } from "@/components/layout/permissions";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { formatUsd } from "@/lib/client/format";
import type { Model } from "@/lib/registry/schemas";
import { PriceForm } from "./price-form";
import { PriceTable } from "./price-table";
import { overrideOf, sourceText } from "./price-text";
import { useChangeModel } from "./use-change-model";

export function PriceSection({ model: { slug, price } }: { model: Model }) {
  const [isEditing, setIsEditing] = useState(false);
  const mayWrite = useMay("write");
  const change = useChangeModel(slug);
  const undo = { price: overrideOf(price) };

  if (price?.perCpuHour !== undefined) {
    return (
      <Section title="Price">
        <p className="text-sm">
          The CPU time that a request takes, times {formatUsd(price.perCpuHour)} an hour.{" "}
          <span className="text-muted-foreground">
            It runs on this server; the operator sets the price of an hour with <code>GYM_CPU_HOUR_USD</code>.
          </span>
        </p>
      </Section>
    );
  }
  return (
    <Section title="Price">
      {price ? (
        <PriceTable price={price} />
      ) : (
        <p className="text-sm">Unknown: no source states a price, so costs are unknown too.</p>
      )}
      {price && (
        <p className="flex flex-wrap items-center gap-2 text-sm text-muted-foreground">
          <Badge tone={price.source === "override" ? "accent" : "outline"}>{sourceText(price)}</Badge>
          {price.note && <span className="min-w-0 break-words">{price.note}</span>}
        </p>
      )}
      {isEditing ? (
        <PriceForm
          price={price}
          isPending={change.isPending}
          error={change.error}
          onCancel={() => setIsEditing(false)}
          onSave={(own) =>
            change.mutate(
              { input: { price: own }, undo, done: `${slug} has your own price` },
              { onSuccess: () => setIsEditing(false) },
            )
          }
        />
      ) : (
        mayWrite && (
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => setIsEditing(true)}>{price ? "Change the price" : "Set a price"}</Button>
            {price?.source === "override" && (
              <Button
                variant="ghost"
                isPending={change.isPending}
                onClick={() =>
                  change.mutate(
                    { input: { price: null }, undo, done: `${slug} has the price book’s price` },
                    { onError: (error) => notify.error(describeError(error).message) },
                  )
                }
              >
                Return to the price book
              </Button>
            )}
          </div>
        )
      )}
    </Section>
  );
}
