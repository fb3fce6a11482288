import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount, formatPercent } from "@/lib/client/format";
import type { Evaluation, Slice } from "@/lib/training/schemas";

/** The commonest mistakes by name. */
export function ConfusionTable({ rows }: { rows: Evaluation["topConfusions"] }) {
  if (rows.length === 0) return <p className="text-sm text-muted-foreground">Every held-out example was right.</p>;
  return (
    <div className="max-h-96 overflow-auto rounded-md border">
      <Table label="Commonest mistakes">
        <TableHeader>
          <TableRow>
            <TableHead>True label</TableHead>
            <TableHead>Answered</TableHead>
            <TableHead className="text-right">Times</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map(({ truth, predicted, count }) => (
            <TableRow key={`${truth} ${predicted}`}>
              <TableCell className="break-words">{truth}</TableCell>
              <TableCell className="break-words">{predicted}</TableCell>
              <TableCell className="text-right">{formatCount(count)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

/** Accuracy of parts of the held-out examples, each with its 95 % interval. */
export function SliceTable({ slices }: { slices: readonly Slice[] }) {
  return (
    <div className="overflow-auto rounded-md border">
      <Table label="Parts">
        <TableHeader>
          <TableRow>
            <TableHead>Part</TableHead>
            <TableHead className="text-right">Held out</TableHead>
            <TableHead className="text-right">Accuracy</TableHead>
            <TableHead className="text-right">95 %</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {slices.map(({ by, name, count, accuracy, low, high }) => (
            <TableRow key={`${by} ${name}`}>
              <TableCell>{by === "source" ? `from ${name}` : name}</TableCell>
              <TableCell className="text-right">{formatCount(count)}</TableCell>
              <TableCell className="text-right">{formatPercent(accuracy)}</TableCell>
              <TableCell className="text-right whitespace-nowrap">
                {formatPercent(low)} to {formatPercent(high)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
