import { formatBytes } from "@/components/data/format-bytes";
import { Bars } from "@/components/data/bars";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount, formatLatency, formatPercent } from "@/lib/client/format";
import type { TrainingResult } from "@/lib/training/schemas";
import { classifierName } from "./classifiers";
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
                    {text(result[measure])}
                  </TableCell>
                ))}
                <TableCell className="whitespace-nowrap">{result.version}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
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
