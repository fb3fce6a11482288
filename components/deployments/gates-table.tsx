import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount } from "@/lib/client/format";
import type { Gate } from "@/lib/deployments/schemas";
import { GATE_NAMES, gateFigure, VERDICTS } from "./words";

/** Every gate with the figures of both versions and what they mean. */
export function GatesTable({ gates }: { gates: readonly Gate[] }) {
  return (
    <div className="overflow-x-auto rounded-md border">
      <Table label="Gates">
        <TableHeader>
          <TableRow>
            <TableHead>Gate</TableHead>
            <TableHead>Verdict</TableHead>
            <TableHead className="text-right">In service</TableHead>
            <TableHead className="text-right">New version</TableHead>
            <TableHead className="w-full min-w-56">What it means</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {gates.map((gate) => (
            <TableRow key={gate.gate}>
              <TableHead scope="row" className="bg-transparent py-2 text-sm whitespace-nowrap text-foreground">
                {GATE_NAMES[gate.gate]}
              </TableHead>
              <TableCell>
                <Badge tone={VERDICTS[gate.verdict].tone}>{VERDICTS[gate.verdict].label}</Badge>
              </TableCell>
              <Figure gate={gate} value={gate.baseline} count={gate.baselineCount} />
              <Figure gate={gate} value={gate.candidate} count={gate.candidateCount} />
              <TableCell className="text-muted-foreground">{gate.explanation}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function Figure({ gate, value, count }: { gate: Gate; value: number | null; count: number }) {
  return (
    <TableCell className="text-right whitespace-nowrap">
      {gate.gate !== "sample" && gateFigure(gate.gate, value)}
      <span className="block text-xs text-muted-foreground">of {formatCount(count)}</span>
    </TableCell>
  );
}
