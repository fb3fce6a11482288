"use client";

import { parseAsString, useQueryState } from "nuqs";
import { FilterBar } from "@/components/data/filter-bar";
import { FilterSearch } from "@/components/data/filter-search";
import { EmptyState } from "@/components/data/empty-state";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import type { DocumentedOperation, OtherSpelling } from "./documented-operation";
import { matchesSearch } from "./matches-search";
import { OperationRow } from "./operation-row";
import { OtherSpellings } from "./other-spellings";

type ApiDocsViewProps = {
  operations: readonly DocumentedOperation[];
  spellings: readonly OtherSpelling[];
  /** Where the API answers, without a slash at the end. */
  address: string;
};

/** Every route by area, narrowed by a search that lies in the address. */
export function ApiDocsView({ operations, spellings, address }: ApiDocsViewProps) {
  const [search, setSearch] = useQueryState("q", parseAsString.withDefault(""));
  const found = operations.filter((operation) => matchesSearch(operation, search));
  const areas = [...new Set(found.map(({ area }) => area))];
  return (
    <div className="grid gap-4">
      <FilterBar activeCount={search === "" ? 0 : 1} onClear={() => void setSearch(null)}>
        <FilterSearch
          label="Search routes and fields"
          value={search}
          onChange={(text) => void setSearch(text || null)}
        />
        <span role="status" className="text-sm text-muted-foreground">
          {found.length} of {operations.length} routes
        </span>
      </FilterBar>
      {found.length === 0 && (
        <EmptyState title="No route has these words">Search for a part of a path, a field or what it does.</EmptyState>
      )}
      {areas.map((area) => (
        <Card key={area} aria-label={area}>
          <CardHeader>
            <CardTitle>{area}</CardTitle>
          </CardHeader>
          <div className="border-t">
            {found
              .filter((operation) => operation.area === area)
              .map((operation) => (
                <OperationRow key={operation.id} operation={operation} address={address} />
              ))}
          </div>
        </Card>
      ))}
      <OtherSpellings spellings={spellings} />
    </div>
  );
}
