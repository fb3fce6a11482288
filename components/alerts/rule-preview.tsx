"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Sparkline } from "@/components/charts/sparkline";
import { describeError } from "@/components/data/describe-error";
import { Time } from "@/components/data/time";
import { Select } from "@/components/ui/select";
import type { AlertRuleContent, AlertRulePreview } from "@/lib/alerts/schemas";
import { alertRulePreviewQuery } from "@/lib/client/alerts";
import { formatMeasure } from "./format-measure";

const DAYS = [1, 7, 14, 30] as const;
const OPTIONS = DAYS.map((days) => ({ value: String(days), label: days === 1 ? "last day" : `last ${days} days` }));
const FIRINGS_SHOWN = 4;

/** How the rule would have behaved; null while it is incomplete. */
export function RulePreview({ content }: { content: AlertRuleContent | null }) {
  const [days, setDays] = useState<number>(14);
  const preview = useQuery({
    ...alertRulePreviewQuery({ ...content!, name: "Preview", days }),
    enabled: content !== null,
    placeholderData: keepPreviousData,
  });
  return (
    <section aria-label="Preview" className="grid gap-2 rounded-md border bg-surface-muted p-3 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="font-medium" role="status">
          {content === null ? "Fill in the rule to try it on the past" : verdict(preview.data, preview.error)}
        </p>
        <Select
          aria-label="Try it on the"
          isQuiet
          frameClassName="w-36"
          options={OPTIONS}
          value={String(days)}
          onChange={(event) => setDays(Number(event.target.value))}
        />
      </div>
      {content !== null && preview.data && !preview.error && (
        <PreviewDetails preview={preview.data} content={content} />
      )}
    </section>
  );
}

function PreviewDetails({ preview, content }: { preview: AlertRulePreview; content: AlertRuleContent }) {
  const firings = (preview.firings ?? []).toReversed();
  return (
    <>
      {preview.points.some(({ value }) => value !== null) && (
        <Sparkline values={preview.points.map(({ value }) => value)} />
      )}
      {firings.length > 0 && (
        <ul className="grid gap-1 text-xs text-muted-foreground">
          {firings.slice(0, FIRINGS_SHOWN).map(({ firedAt, resolvedAt, worstValue }) => (
            <li key={firedAt}>
              <Time at={firedAt} mode="absolute" />, at worst {formatMeasure(content.metric, worstValue)}
              {resolvedAt === null && ", still firing"}
            </li>
          ))}
          {firings.length > FIRINGS_SHOWN && <li>and {firings.length - FIRINGS_SHOWN} before that</li>}
        </ul>
      )}
      {preview.note && <p className="text-xs text-muted-foreground">{preview.note}.</p>}
    </>
  );
}

function verdict(preview: AlertRulePreview | undefined, error: unknown): string {
  if (error) return describeError(error).message;
  if (!preview) return "Trying it on the past…";
  if (preview.firings === null) return "This cannot be tried on the past";
  const time = preview.days === 1 ? "the last day" : `the last ${preview.days} days`;
  if (preview.firings.length === 0) return `Would not have fired in ${time}`;
  const times = preview.firings.length === 1 ? "once" : `${preview.firings.length} times`;
  return `Would have fired ${times} in ${time}`;
}
