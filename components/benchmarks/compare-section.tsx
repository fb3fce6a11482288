"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { QueryView } from "@/components/data/query-view";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { BenchmarkResult, BenchmarkRunDetail, ComparedTest, PairedComparison } from "@/lib/benchmarks/schemas";
import { spokenText } from "@/lib/benchmarks/words";
import { comparedQuery, isBenchmarkUnderWay } from "@/lib/client/benchmarks";
import { formatLatency, formatQuality, formatUsd } from "@/lib/client/format";
import { verdictText } from "./verdict-text";

type CompareSectionProps = {
  run: BenchmarkRunDetail;
  first: string | null;
  second: string | null;
  suite: string | null;
  onChange: (change: { first?: string; second?: string }) => void;
};

/** Two models of the run on the same tests: the verdict, and below it every answer. */
export function CompareSection({ run, first, second, suite, onChange }: CompareSectionProps) {
  const order = run.leaderboards[0]?.rows.map(({ model }) => model) ?? run.models;
  const one = first && run.models.includes(first) ? first : order[0]!;
  const other =
    second && run.models.includes(second) && second !== one ? second : order.find((model) => model !== one)!;
  const comparison = useQuery(comparedQuery(run.id, { first: one, second: other, suite }, isBenchmarkUnderWay(run)));
  const options = run.models.map((model) => ({ value: model, label: model }));
  return (
    <Card>
      <CardHeader>
        <CardTitle>Compare two models</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="First model">
            {(control) => (
              <Select
                {...control}
                value={one}
                onChange={(event) => onChange({ first: event.target.value })}
                options={options.filter(({ value }) => value !== other)}
              />
            )}
          </Field>
          <Field label="Second model">
            {(control) => (
              <Select
                {...control}
                value={other}
                onChange={(event) => onChange({ second: event.target.value })}
                options={options.filter(({ value }) => value !== one)}
              />
            )}
          </Field>
        </div>
        <QueryView query={comparison} label="comparison" skeleton={<CardSkeleton lines={5} />}>
          {(loaded) => <Comparison comparison={loaded} />}
        </QueryView>
      </CardContent>
    </Card>
  );
}

/** Tests shown at first, and more with every press. */
const PAGE = 20;

function Comparison({ comparison }: { comparison: PairedComparison }) {
  const [shown, setShown] = useState(PAGE);
  const [isDifferentOnly, setIsDifferentOnly] = useState(false);
  const tests = isDifferentOnly ? comparison.tests.filter(isDifferent) : comparison.tests;
  return (
    <div className="grid gap-4">
      <p className="text-sm">{verdictText(comparison)}</p>
      <dl className="grid grid-cols-2 gap-3 text-sm sm:grid-cols-4">
        <Figure label="Both right" value={String(comparison.bothRight)} />
        <Figure label="Only the first" value={String(comparison.onlyFirstRight)} />
        <Figure label="Only the second" value={String(comparison.onlySecondRight)} />
        <Figure label="Both wrong" value={String(comparison.bothWrong)} />
      </dl>
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="text-sm font-medium">Answers</h3>
        <Button size="sm" aria-pressed={isDifferentOnly} onClick={() => setIsDifferentOnly(!isDifferentOnly)}>
          {isDifferentOnly ? "Show all" : "Only where they differ"}
        </Button>
      </div>
      {tests.length === 0 && (
        <p className="text-sm text-muted-foreground">
          {isDifferentOnly ? "Both did equally well on every test." : "Neither was asked anything yet."}
        </p>
      )}
      <ol className="grid gap-3">
        {tests.slice(0, shown).map((test) => (
          <li key={`${test.suiteId}/${test.testId}`} className="grid gap-2 rounded-md border p-3">
            <p className="text-xs text-muted-foreground">
              <code className="font-mono">
                {test.suiteId}/{test.testId}
              </code>
            </p>
            <p className="text-sm break-words whitespace-pre-wrap">{spokenText(test.messages.at(-1)!)}</p>
            <details className="text-xs text-muted-foreground">
              <summary className="cursor-pointer">A right answer</summary>
              <p className="mt-1 break-words whitespace-pre-wrap">{test.expected}</p>
            </details>
            <div className="grid gap-3 md:grid-cols-2">
              <Answer model={comparison.first} result={test.first} />
              <Answer model={comparison.second} result={test.second} />
            </div>
          </li>
        ))}
      </ol>
      {tests.length > shown && (
        <Button size="sm" className="justify-self-start" onClick={() => setShown(shown + PAGE)}>
          Show {Math.min(PAGE, tests.length - shown)} more of {tests.length}
        </Button>
      )}
    </div>
  );
}

const isDifferent = ({ first, second }: ComparedTest): boolean => first?.quality !== second?.quality;

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt className="text-xs text-muted-foreground">{label}</dt>
      <dd className="text-lg font-semibold tabular-nums">{value}</dd>
    </div>
  );
}

function Answer({ model, result }: { model: string; result: BenchmarkResult | null }) {
  return (
    <div className="min-w-0 rounded-md bg-surface-muted p-2.5 text-xs">
      <p className="mb-1 font-medium break-words">
        {model}
        {result?.quality != null && `: ${formatQuality(result.quality)} of 100`}
      </p>
      {result === null ? (
        <p className="text-muted-foreground">Not asked yet.</p>
      ) : (
        <>
          <p className={result.status === "answered" ? "text-muted-foreground" : "text-danger"}>{result.reason}</p>
          {result.answer && <p className="mt-1 break-words whitespace-pre-wrap">{result.answer}</p>}
          {result.status === "answered" && (
            <p className="mt-1 text-muted-foreground">
              {formatLatency(result.latencyMs)} · {formatUsd(result.costUsd)}
            </p>
          )}
        </>
      )}
    </div>
  );
}
