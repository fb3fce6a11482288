import { ArrowDown, ArrowUp, Minus } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { Comparison, Metrics } from "@/lib/optimization/schemas";
import { prepareMetrics, type MetricRow } from "./prepare-metrics";

const VERDICTS = {
  better: { tone: "success", icon: ArrowUp, word: "better" },
  worse: { tone: "danger", icon: ArrowDown, word: "worse" },
  unclear: { tone: "neutral", icon: Minus, word: "no clear difference" },
  unknown: { tone: "outline", icon: Minus, word: "not measured" },
} as const satisfies Record<MetricRow["verdict"], object>;

type MetricsTableProps = { before: Metrics; after: Metrics; comparison: Comparison };

/** Each metric before and after with its 95 % interval; better and worse by colour, sign and word. */
export function MetricsTable({ before, after, comparison }: MetricsTableProps) {
  return (
    <div className="overflow-x-auto rounded-lg border bg-surface">
      <Table label="Before and after">
        <TableHeader>
          <TableRow>
            <TableHead>Metric</TableHead>
            <TableHead>Before</TableHead>
            <TableHead>After</TableHead>
            <TableHead>Change</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {prepareMetrics(before, after, comparison).map(
            ({ name, label, before: was, after: is, change, verdict, count }) => {
              const { tone, icon: Icon, word } = VERDICTS[verdict];
              return (
                <TableRow key={name}>
                  <th scope="row" className="border-b px-3 py-2 text-left align-top font-medium">
                    {label}
                    {count !== null && (
                      <span className="block text-xs font-normal text-muted-foreground">n = {count}</span>
                    )}
                  </th>
                  <TableCell className="max-w-56 align-top whitespace-normal">{was}</TableCell>
                  <TableCell className="max-w-56 align-top whitespace-normal">{is}</TableCell>
                  <TableCell className="align-top">
                    <span className="flex flex-wrap items-center gap-1.5">
                      {change}
                      <Badge tone={tone}>
                        <Icon aria-hidden />
                        {word}
                      </Badge>
                    </span>
                  </TableCell>
                </TableRow>
              );
            },
          )}
        </TableBody>
      </Table>
    </div>
  );
}
