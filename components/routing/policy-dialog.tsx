import { KeyValues } from "@/components/data/key-values";
import { Time } from "@/components/data/time";
import { authorText } from "@/components/data/author-text";
import { plural } from "@/components/training/plural";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatPercent } from "@/lib/client/format";
import type { RoutingPolicy } from "@/lib/routing/schemas";
import { prepareFigures } from "./prepare-figures";

/** One policy: what it was learnt from, what was measured, and what else was tried. */
export function PolicyDialog({ policy, onClose }: { policy: RoutingPolicy | null; onClose: () => void }) {
  return (
    <Dialog open={policy !== null} onOpenChange={(open) => !open && onClose()}>
      {policy && (
        <DialogContent title={`Policy for ${policy.tasks.join(", ")}`} width="lg">
          <div className="grid grid-cols-1 gap-4">
            <KeyValues items={factsOf(policy)} />
            {policy.evidence && <Tried evidence={policy.evidence} />}
          </div>
        </DialogContent>
      )}
    </Dialog>
  );
}

function factsOf({ options, evidence, comparison, error, createdAt, createdBy }: RoutingPolicy) {
  const sources = [
    options.replaySets.length > 0 && plural(options.replaySets.length, "recording"),
    options.executionDays > 0 && `executions of ${plural(options.executionDays, "day")}`,
  ].filter((source) => source !== false);
  const facts = [
    evidence && { label: "Best single model", value: evidence.bestSingleModel },
    evidence && { label: "Its mean score", value: formatPercent(evidence.bestSingleQuality) },
    evidence && { label: "Measured on", value: plural(evidence.promptCount, "prompt") },
    comparison && { label: "Compared with before", value: comparison.verdict },
    error && { label: "Why it failed", value: error.message },
    { label: "Learnt from", value: sources.join(", ") },
    { label: "Quality to keep", value: formatPercent(options.targetQualityPercent / 100) },
    { label: "Begun", value: <Time at={createdAt} mode="absolute" /> },
    { label: "By", value: authorText(createdBy) },
  ];
  return facts.filter((fact) => fact !== null);
}

function Tried({ evidence }: { evidence: NonNullable<RoutingPolicy["evidence"]> }) {
  return (
    <div className="overflow-hidden rounded-md border">
      <Table label="What was tried, the chosen one first">
        <TableHeader>
          <TableRow>
            <TableHead className="w-full">Policy</TableHead>
            <TableHead className="text-right">Quality</TableHead>
            <TableHead className="text-right">Cost</TableHead>
            <TableHead className="text-right">Calls</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {[evidence.chosen, ...evidence.others].map(prepareFigures).map((figures, index) => (
            <TableRow key={index}>
              <TableCell className="break-words">
                <span className="font-medium">
                  {figures.kind}
                  {index === 0 && ", chosen"}:
                </span>{" "}
                {figures.description}
              </TableCell>
              <TableCell className="text-right whitespace-nowrap">{figures.quality}</TableCell>
              <TableCell className="text-right whitespace-nowrap">{figures.cost}</TableCell>
              <TableCell className="text-right">{figures.calls}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
