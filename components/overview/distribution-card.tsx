"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import { Bars } from "@/components/data/bars";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Select } from "@/components/ui/select";
import { formatCount, formatPercent } from "@/lib/client/format";
import type { Distribution } from "@/lib/executions/schemas";

const NAMES = {
  category: "category",
  priority: "priority (tag)",
  type: "type (tag)",
  status: "outcome",
  errorCode: "error",
  model: "model",
  provider: "provider",
  source: "source",
} as const satisfies Record<Distribution["by"], string>;

const DIMENSIONS = Object.keys(NAMES) as Distribution["by"][];
const OPTIONS = DIMENSIONS.map((value) => ({ value, label: `By ${NAMES[value]}` }));

/** Dimensions that the list of executions can be narrowed to. */
const FILTERS: readonly Distribution["by"][] = ["model", "status", "source"];

const EMPTY = {
  priority: "No request had a tag named priority. Send `tags` with a request to see how they spread.",
  type: "No request had a tag named type. Send `tags` with a request to see how they spread.",
  errorCode: "No request failed in this time range.",
} as const satisfies Partial<Record<Distribution["by"], string>>;

const SHOWN = 10;

type DistributionCardProps = {
  distributions: readonly Distribution[];
  linkTo: (path: string, more?: Record<string, string>) => string;
};

/** How the requests spread over the values of one dimension. */
export function DistributionCard({ distributions, linkTo }: DistributionCardProps) {
  const [by, setBy] = useQueryState("spread", parseAsStringLiteral(DIMENSIONS).withDefault("category"));
  const distribution = distributions.find((one) => one.by === by);
  const entries = distribution?.entries ?? [];
  const hrefOf = (value: string) =>
    FILTERS.includes(by) && value !== "" ? linkTo("/executions", { [by]: value }) : undefined;
  return (
    <Card>
      <CardHeader>
        <CardTitle>Distribution</CardTitle>
        <Select
          aria-label="Distribution by"
          isQuiet
          frameClassName="-my-1 ml-auto w-40"
          options={OPTIONS}
          value={by}
          onChange={(event) => void setBy(DIMENSIONS.find((one) => one === event.target.value) ?? null)}
        />
      </CardHeader>
      <CardContent>
        {entries.length === 0 ? (
          <p className="text-sm text-muted-foreground">{distribution?.note ?? emptyText(by)}</p>
        ) : (
          <Bars
            label={`Requests by ${NAMES[by]}`}
            items={entries.slice(0, SHOWN).map(({ value, count, share }) => ({
              key: value || "none",
              label: value || "none",
              value: count,
              text: `${formatCount(count)} · ${formatPercent(share)}`,
              href: hrefOf(value),
            }))}
          />
        )}
        {entries.length > SHOWN && (
          <p className="mt-3 text-xs text-muted-foreground">
            The {SHOWN} most frequent of {formatCount(entries.length)}.
          </p>
        )}
      </CardContent>
    </Card>
  );
}

const emptyText = (by: Distribution["by"]): string =>
  by === "priority" || by === "type" || by === "errorCode" ? EMPTY[by] : "No request in this time range.";
