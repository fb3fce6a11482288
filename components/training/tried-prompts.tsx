import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatUsd, formatCount, formatPercent } from "@/lib/client/format";
import type { ExampleChoice, TrainingResult } from "@/lib/training/schemas";

const CHOICES: Record<ExampleChoice, string> = {
  labels: "Labels alone",
  diverse: "Diverse examples",
  helpful: "Examples near to the mistakes",
};

/** The prompts that were tried for a chat model, and what that took. */
export function TriedPrompts({ results }: { results: readonly TrainingResult[] }) {
  const report = results.find(({ fewShot }) => fewShot)?.fewShot;
  if (!report) return null;
  return (
    <div className="grid gap-2">
      <div className="overflow-x-auto rounded-md border">
        <Table label="Prompts that were tried">
          <TableHeader>
            <TableRow>
              <TableHead>Prompt</TableHead>
              <TableHead className="text-right">Examples</TableHead>
              <TableHead className="text-right">Accuracy</TableHead>
              <TableHead className="text-right">Asked</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {report.tried.map(({ choice, exampleCount, accuracy, count, isChosen }) => (
              <TableRow key={choice}>
                <TableHead scope="row" className="bg-transparent py-2 text-sm text-foreground">
                  {CHOICES[choice]}
                  {isChosen && (
                    <Badge tone="success" className="ml-1.5">
                      chosen
                    </Badge>
                  )}
                </TableHead>
                <TableCell className="text-right">{formatCount(exampleCount)}</TableCell>
                <TableCell className="text-right">{formatPercent(accuracy)}</TableCell>
                <TableCell className="text-right">{formatCount(count)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      <p className="text-xs text-muted-foreground">
        {formatCount(report.callCount)} requests in all,{" "}
        {report.costUsd === null ? "at a price that is not known" : `for ${formatUsd(report.costUsd)}`}.
        {report.isCut && " The spend cap was reached before every held-out example was asked."}
      </p>
    </div>
  );
}
