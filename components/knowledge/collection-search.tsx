"use client";

import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState, type FormEvent } from "react";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { EmptyState } from "@/components/data/empty-state";
import { QueryView } from "@/components/data/query-view";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { formatLatency } from "@/lib/client/format";
import { searchQuery } from "@/lib/client/knowledge";
import { SEARCH_MODES, type SearchMode } from "@/lib/knowledge/words";
import { SearchResults } from "./search-results";
import { MODE_NAMES } from "./store-names";

const DEPTH = 8;

/** A search box with its answers, or the answers of every mode beside each other. */
export function CollectionSearch({ slug }: { slug: string }) {
  const [{ query, mode, compare }, setSearch] = useQueryStates({
    query: parseAsString,
    mode: parseAsStringLiteral(SEARCH_MODES).withDefault("hybrid"),
    compare: parseAsBoolean.withDefault(false),
  });
  const [text, setText] = useState(query ?? "");

  function submit(event: FormEvent) {
    event.preventDefault();
    void setSearch({ query: text.trim() || null });
  }

  return (
    <div className="grid gap-4">
      <form onSubmit={submit} className="grid items-end gap-3 sm:grid-cols-[1fr_auto_auto]" role="search">
        <Field label="Question">
          {(control) => (
            <Input
              {...control}
              value={text}
              maxLength={4_000}
              placeholder="How do I reset the router?"
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
        <Field label="Find by">
          {(control) => (
            <Select
              {...control}
              value={compare ? "compare" : mode}
              onChange={({ target }) =>
                void setSearch({
                  compare: target.value === "compare" || null,
                  mode: SEARCH_MODES.find((one) => one === target.value) ?? null,
                })
              }
              options={[
                ...SEARCH_MODES.map((value) => ({ value, label: MODE_NAMES[value] })),
                { value: "compare", label: "Compare all three" },
              ]}
            />
          )}
        </Field>
        <Button type="submit" variant="primary">
          <Search aria-hidden />
          Search
        </Button>
      </form>
      {query === null ? (
        <Card>
          <EmptyState icon={Search} title="Ask the collection something">
            The pieces that say what is asked for come first, each with the document and the section it stands in.
          </EmptyState>
        </Card>
      ) : compare ? (
        <div className="grid gap-4 lg:grid-cols-3">
          {SEARCH_MODES.map((one) => (
            <Answers key={one} slug={slug} query={query} mode={one} />
          ))}
        </div>
      ) : (
        <Answers slug={slug} query={query} mode={mode} />
      )}
    </div>
  );
}

function Answers({ slug, query, mode }: { slug: string; query: string; mode: SearchMode }) {
  const answer = useQuery(searchQuery(slug, { query, mode, depth: DEPTH }));
  return (
    <Card aria-label={`Results by ${MODE_NAMES[mode].toLowerCase()}`}>
      <CardHeader>
        <CardTitle>{MODE_NAMES[mode]}</CardTitle>
        {answer.data && (
          <span className="ml-auto text-xs text-muted-foreground">{formatLatency(answer.data.latencyMs.total)}</span>
        )}
      </CardHeader>
      <CardContent>
        <QueryView
          query={answer}
          label="results"
          skeleton={<CardSkeleton />}
          isEmpty={({ results }) => results.length === 0}
          empty={
            <EmptyState title="Nothing was found">
              {mode === "full_text"
                ? "No piece holds one of these words. Search by meaning, too."
                : "The collection has no indexed document."}
            </EmptyState>
          }
        >
          {({ results }) => <SearchResults slug={slug} results={results} />}
        </QueryView>
      </CardContent>
    </Card>
  );
}
