import Link from "next/link";
import { formatBytes } from "@/components/data/format-bytes";
import { Bars } from "@/components/data/bars";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount, formatLatency, formatPercent } from "@/lib/client/format";
import type { TrainingResult } from "@/lib/training/schemas";
import { classifierName } from "./classifiers";
import { TriedPrompts } from "./tried-prompts";
import { TriedSettings } from "./tried-settings";
import { bestBy, mostAccurate, wilsonInterval, type Measure } from "./prepare-results";

const COLUMNS: { measure: Measure; header: string; text: (value: number) => string }[] = [
  { measure: "accuracy", header: "Accuracy", text: formatPercent },
  { measure: "macroF1", header: "Macro-F1", text: (value) => value.toFixed(3) },
  { measure: "ece", header: "Calibration error", text: formatPercent },
  { measure: "trainCpuSeconds", header: "CPU to train", text: (value) => formatLatency(value * 1_000) },
  { measure: "predictionMsP95", header: "Prediction, p95", text: formatLatency },
  { measure: "artefactBytes", header: "Size", text: formatBytes },
];

/** What each classifier achieved on the held-out examples; the best of each column says so. */
export function RunResults({ results }: { results: readonly TrainingResult[] }) {
  return (
    <div className="grid gap-4">
      <Verdict results={results} />
      <div className="overflow-hidden rounded-md border">
        <Table label="Results of each classifier">
          <TableHeader>
            <TableRow>
              <TableHead>Classifier</TableHead>
              {COLUMNS.map(({ measure, header }) => (
                <TableHead key={measure} className="text-right">
                  {header}
                </TableHead>
              ))}
              <TableHead>Version</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {results.map((result) => (
              <TableRow key={result.classifier}>
                <TableHead scope="row" className="bg-transparent py-2 text-sm text-foreground">
                  {classifierName(result.classifier)}
                  <span className="block font-normal text-muted-foreground">{result.model}</span>
                </TableHead>
                {COLUMNS.map(({ measure, text }) => (
                  <TableCell key={measure} className="text-right whitespace-nowrap">
                    {bestBy(results, measure, text).has(result.classifier) && (
                      <Badge tone="success" className="mr-1.5">
                        best
                      </Badge>
                    )}
                    {result[measure] === null ? "not told" : text(result[measure])}
                  </TableCell>
                ))}
                <TableCell className="whitespace-nowrap">
                  <Link
                    href={`/deployments/versions/${result.modelVersionId}`}
                    className="underline decoration-border underline-offset-2 hover:decoration-current"
                  >
                    {result.version}
                  </Link>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      <Outcomes results={results} />
      <LearningCurve results={results} />
      <TriedSettings results={results} />
      <TriedPrompts results={results} />
      {results.length > 1 && (
        <Bars
          label="Accuracy of each classifier"
          items={results.map(({ classifier, accuracy }) => ({
            key: `local/${classifier}`,
            label: classifierName(classifier),
            value: accuracy,
            text: formatPercent(accuracy),
          }))}
        />
      )}
    </div>
  );
}

const OUTCOMES = {
  serving: { label: "In service", tone: "success" },
  deploying: { label: "Being tried", tone: "accent" },
  kept: { label: "Kept", tone: "neutral" },
} as const;

/** What became of each version, and how it compares with the one that served before. */
function Outcomes({ results }: { results: readonly TrainingResult[] }) {
  return (
    <ul aria-label="What became of the versions" className="grid gap-1.5 text-sm empty:hidden">
      {results.map(({ classifier, version, comparison, outcome }) =>
        outcome ? (
          <li key={classifier} className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
            <span className="font-medium">
              {classifierName(classifier)} {version}
            </span>
            <Badge tone={OUTCOMES[outcome.kind].tone}>{OUTCOMES[outcome.kind].label}</Badge>
            <span className="text-muted-foreground">
              {outcome.kind === "kept" ? outcome.reason : comparison?.reason}
            </span>
            {outcome.deploymentId && (
              <Link
                href={`/deployments/${outcome.deploymentId}`}
                className="underline decoration-border underline-offset-2 hover:decoration-current"
              >
                Deployment
              </Link>
            )}
          </li>
        ) : null,
      )}
    </ul>
  );
}

/** Accuracy after learning from growing parts of the examples. */
function LearningCurve({ results }: { results: readonly TrainingResult[] }) {
  const counts = [...new Set(results.flatMap(({ curve }) => curve?.map(({ trainCount }) => trainCount) ?? []))];
  if (counts.length === 0) return null;
  return (
    <div className="overflow-x-auto rounded-md border">
      <Table label="Learning curve">
        <TableHeader>
          <TableRow>
            <TableHead>Accuracy after learning from</TableHead>
            {counts.map((count) => (
              <TableHead key={count} className="text-right whitespace-nowrap">
                {formatCount(count)} examples
              </TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {results.map(({ classifier, curve }) => (
            <TableRow key={classifier}>
              <TableHead scope="row" className="bg-transparent py-2 text-sm text-foreground">
                {classifierName(classifier)}
              </TableHead>
              {counts.map((count) => (
                <TableCell key={count} className="text-right">
                  {formatPercent(curve?.find(({ trainCount }) => trainCount === count)?.accuracy)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

/** The result in one sentence, with how far chance reaches. */
function Verdict({ results }: { results: readonly TrainingResult[] }) {
  const winners = mostAccurate(results);
  const [best] = winners;
  const interval = best && wilsonInterval(best.accuracy, best.validationCount);
  if (!best || !interval) return null;
  return (
    <p className="max-w-prose text-sm text-muted-foreground">
      <strong className="font-medium text-foreground">
        {results.length > 1
          ? `${namesOf(winners)} ${winners.length > 1 ? "are equally" : "is the most"} accurate: `
          : "Accuracy: "}
        {formatPercent(best.accuracy)}
      </strong>{" "}
      of {formatCount(best.validationCount)} held-out examples (95 % interval {formatPercent(interval.low)} to{" "}
      {formatPercent(interval.high)}). Differences within the interval may be chance.
    </p>
  );
}

const namesOf = (results: readonly TrainingResult[]): string =>
  new Intl.ListFormat("en").format(results.map(({ classifier }) => classifierName(classifier)));
