"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import type { DataColumn } from "@/components/data/data-column";
import { DataTable } from "@/components/data/data-table";
import { FilterBar } from "@/components/data/filter-bar";
import { FilterSelect } from "@/components/data/filter-select";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent } from "@/components/ui/card";
import { versionAnswersQuery } from "@/lib/client/deployments";
import { formatPercent } from "@/lib/client/format";
import { modelVersionsQuery } from "@/lib/client/model-versions";
import type { VersionAnswer, VersionDetail } from "@/lib/training/schemas";

const PARAMETERS = {
  show: parseAsStringLiteral(["all", "differs"]),
  against: parseAsString,
  truth: parseAsString,
  predicted: parseAsString,
};
const OPTIONS = [
  { value: "all", label: "All answers" },
  { value: "differs", label: "Where it differs" },
];

/** What the version answered to each example that it had not learnt from, and what another version said. */
export function HeldOutAnswers({ version, labels }: { version: VersionDetail; labels: readonly string[] }) {
  const [filters, setFilters] = useQueryStates(PARAMETERS);
  const { data: versions = [] } = useQuery(modelVersionsQuery({ task: version.taskSlug }));
  const others = versions.filter(({ id }) => id !== version.id);
  const named = others.find(({ id }) => id === filters.against);
  const against = named ?? (filters.show === "differs" ? (others.find(isParent(version)) ?? others[0]) : undefined);
  // Without another version there is nothing to differ from.
  const show = filters.show === "differs" && !against ? "wrong" : (filters.show ?? "wrong");
  const { truth, predicted } = filters;
  const query = useInfiniteQuery(
    versionAnswersQuery(version.id, { show, against: against?.id ?? null, truth, predicted }),
  );
  const asOptions = labels.map((label) => ({ value: label, label }));
  return (
    <section className="grid grid-cols-1 gap-2" aria-label="Answers to held-out examples">
      <h2 className="text-sm font-semibold">Answers to held-out examples, the surest first</h2>
      <FilterBar
        activeCount={Object.values(filters).filter((value) => value !== null).length}
        onClear={() => void setFilters(null)}
      >
        <FilterSelect
          label="Answers"
          allLabel="Mistakes"
          value={filters.show}
          onChange={(next) => void setFilters({ show: next === "all" || next === "differs" ? next : null })}
          options={others.length === 0 ? OPTIONS.slice(0, 1) : OPTIONS}
        />
        {others.length > 0 && (
          <FilterSelect
            label="Compared with"
            allLabel="Compared with: none"
            value={against?.id ?? null}
            onChange={(next) => void setFilters({ against: next })}
            options={others.map(({ id, modelSlug, version: number }) => ({
              value: id,
              label: `${modelSlug} ${number}`,
            }))}
          />
        )}
        <FilterSelect
          label="True label"
          value={truth}
          onChange={(next) => void setFilters({ truth: next })}
          options={asOptions}
        />
        <FilterSelect
          label="Answered"
          value={predicted}
          onChange={(next) => void setFilters({ predicted: next })}
          options={asOptions}
        />
      </FilterBar>
      <QueryView
        query={query}
        label="answers"
        skeleton={<TableSkeleton rows={5} columns={5} />}
        empty={
          <Card>
            <CardContent className="text-sm text-muted-foreground">{nothingText(show)}</CardContent>
          </Card>
        }
      >
        {({ pages }) => (
          <DataTable
            label="Answers to held-out examples"
            rows={pages.flatMap((page) => page.data)}
            columns={against ? [...COLUMNS, otherColumn(against.version)] : COLUMNS}
            rowKey={({ position, text, truth: label }) => `${position} ${label} ${text}`}
            loadMore={{
              hasMore: query.hasNextPage,
              isLoading: query.isFetchingNextPage,
              onPress: () => void query.fetchNextPage(),
            }}
          />
        )}
      </QueryView>
    </section>
  );
}

const isParent =
  ({ lineage }: VersionDetail) =>
  ({ id }: { id: string }) =>
    id === lineage.parent?.id;

function nothingText(show: "all" | "wrong" | "differs"): string {
  switch (show) {
    case "wrong":
      return "It made no such mistake.";
    case "differs":
      return "Both versions answered alike, or they were not measured on the same examples.";
    case "all":
      return "No held-out example is like that.";
  }
}

const COLUMNS: DataColumn<VersionAnswer>[] = [
  {
    id: "text",
    header: "Example",
    isPrimary: true,
    cell: ({ text, origin }) => (
      <span className="grid max-w-xl gap-0.5">
        <span className="line-clamp-3 break-words">{text ?? "The example is gone"}</span>
        {origin && <OriginText origin={origin} />}
      </span>
    ),
  },
  { id: "truth", header: "True label", cell: ({ truth }) => <span className="break-words">{truth}</span> },
  {
    id: "predicted",
    header: "Answered",
    cell: ({ predicted, isRight }) => <AnswerBadge label={predicted} isRight={isRight} />,
  },
  { id: "confidence", header: "Sure", align: "right", cell: ({ confidence }) => formatPercent(confidence) },
];

const otherColumn = (version: string): DataColumn<VersionAnswer> => ({
  id: "other",
  header: `${version} answered`,
  cell: ({ other }) =>
    other ? (
      <AnswerBadge label={other.predicted} isRight={other.isRight} />
    ) : (
      <span className="text-muted-foreground">not measured on it</span>
    ),
});

function AnswerBadge({ label, isRight }: { label: string; isRight: boolean }) {
  return (
    <Badge tone={isRight ? "success" : "danger"} title={isRight ? "right" : "wrong"}>
      {label}
    </Badge>
  );
}

const ORIGINS = { feedback: "from feedback", execution: "from a request", manual: "added by hand" } as const;

function OriginText({ origin }: { origin: NonNullable<VersionAnswer["origin"]> }) {
  const text = `${ORIGINS[origin.origin]}, ${origin.source}`;
  return origin.executionId === null ? (
    <span className="text-xs text-muted-foreground">{text}</span>
  ) : (
    <Link
      href={`/executions?execution=${origin.executionId}&range=all`}
      className="text-xs text-accent-text hover:underline"
    >
      {text}
    </Link>
  );
}
