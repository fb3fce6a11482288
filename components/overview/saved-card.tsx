"use client";

import { useQuery } from "@tanstack/react-query";
import { savedText } from "@/components/optimization/saving-text";
import { MetricCard } from "@/components/data/metric-card";
import { ledgerQuery } from "@/lib/client/savings";

/** What optimizations saved, once one was applied; nothing before. */
export function SavedCard() {
  const { data } = useQuery(ledgerQuery());
  if (!data || data.entries.length === 0) return null;
  const { thisMonth, total } = data;
  const [value, interval] = savedText(thisMonth.savedUsd).split(" (");
  return (
    <MetricCard
      label="Saved this month"
      value={value!}
      hint={`${interval ? `95 % interval ${interval.replace(")", "")}; in` : "Too little is known yet; in"} all ${savedText(total.savedUsd)}`}
      href="/optimization?tab=savings"
    />
  );
}
