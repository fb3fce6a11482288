import { EmptyState } from "@/components/data/empty-state";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount, formatPercent } from "@/lib/client/format";
import type { WhatIf } from "@/lib/routing/schemas";
import { prepareWhatIf, type Estimate, type WhatIfRow } from "./prepare-what-if";

/** `isStale` while the answer to a newer question is awaited. */
export function WhatIfResult({ answer, isStale }: { answer: WhatIf; isStale: boolean }) {
  if (answer.decisions === 0) {
    return (
      <EmptyState title="No decisions to learn from">
        The router decided nothing for this task in the last 30 days. Send requests with the model{" "}
        <code className="font-mono">auto</code>.
      </EmptyState>
    );
  }
  const rows = prepareWhatIf(answer);
  const warning = rows.find((row) => row.warning !== null)?.warning;
  return (
    <div aria-busy={isStale} className={cn("grid gap-3 transition-opacity", isStale && "opacity-60")}>
      <p className="text-sm" role="status">
        {coverageOf(answer)}
      </p>
      {warning && (
        <Alert tone="warning" title="Not to be relied on yet">
          {warning}.
        </Alert>
      )}
      {rows.length > 0 && <Measures rows={rows} />}
      {answer.models.length > 0 && <Models models={answer.models} />}
    </div>
  );
}

function coverageOf({ decisions, comparable, agreementShare, isCut }: WhatIf): string {
  const read = `${isCut ? "The newest " : ""}${formatCount(decisions)} decisions`;
  if (comparable === 0) {
    return `${read}; none of them left this choice a chance, so nothing is known about it. Raise the task's exploration share.`;
  }
  const agreeing = `both choose the same in ${formatPercent(agreementShare)}`;
  if (comparable === decisions) return `${read}; ${agreeing}.`;
  return `${read}, of which ${formatCount(comparable)} left this choice a chance; the others are left out of both sides. Of those, ${agreeing}.`;
}

function Measures({ rows }: { rows: readonly WhatIfRow[] }) {
  return (
    <div className="overflow-hidden rounded-lg border">
      <Table label="As it was and as it would have been">
        <TableHeader>
          <TableRow>
            <TableHead>Mean, with its 95 % interval</TableHead>
            <TableHead>As it was</TableHead>
            <TableHead>Would have been</TableHead>
            <TableHead>Difference</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map(({ label, actual, other, difference, verdict, basis }) => (
            <TableRow key={label}>
              <TableHead scope="row" className="text-foreground">
                {label}
                <span className="block text-xs font-normal text-muted-foreground">{basis}</span>
              </TableHead>
              <TableCell>
                <EstimateText {...actual} />
              </TableCell>
              <TableCell>
                <EstimateText {...other} />
              </TableCell>
              <TableCell>
                <EstimateText {...difference} />
                {verdict && <Badge tone={verdict === "better" ? "success" : "danger"}>{verdict}</Badge>}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

const EstimateText = ({ mean, interval }: Estimate) => (
  <span className="mr-2 inline-block align-top whitespace-nowrap">
    {mean}
    {interval && <span className="block text-xs text-muted-foreground">{interval}</span>}
  </span>
);

function Models({ models }: Pick<WhatIf, "models">) {
  return (
    <div className="overflow-hidden rounded-lg border">
      <Table label="Which models were chosen, and would have been">
        <TableHeader>
          <TableRow>
            <TableHead>Model</TableHead>
            <TableHead className="text-right">Was chosen</TableHead>
            <TableHead className="text-right">Would have been</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {models.map(({ model, actualShare, otherShare }) => (
            <TableRow key={model}>
              <TableCell>{model}</TableCell>
              <TableCell className="text-right tabular-nums">{formatPercent(actualShare)}</TableCell>
              <TableCell className="text-right tabular-nums">{formatPercent(otherShare)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
