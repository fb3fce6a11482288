import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount, formatPercent } from "@/lib/client/format";
import type { TrainingResult } from "@/lib/training/schemas";
import { classifierName } from "./classifiers";
import { triedSettings } from "./prepare-settings";

/** What the search for settings tried, and what came of it; nothing when there was none. */
export function TriedSettings({ results }: { results: readonly TrainingResult[] }) {
  const found = triedSettings(results);
  if (!found) return null;
  return (
    <section className="grid gap-2" aria-labelledby="tried-settings">
      <h3 id="tried-settings" className="text-sm font-semibold">
        Settings that were tried
      </h3>
      <p className="text-sm text-muted-foreground">{found.summary}</p>
      <div className="max-h-96 overflow-auto rounded-md border">
        <Table label="Settings that were tried">
          <TableHeader>
            <TableRow>
              <TableHead>Classifier</TableHead>
              <TableHead>Settings</TableHead>
              <TableHead className="text-right">Learnt from</TableHead>
              <TableHead className="text-right">Accuracy</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {found.rows.map(({ key, member, text, isDefault, isChosen, trainCount, accuracy }) => (
              <TableRow key={key}>
                <TableCell>{classifierName(member)}</TableCell>
                <TableCell className="min-w-40">
                  <span className="font-mono text-xs">{text}</span> {isDefault && <Badge>usual</Badge>}{" "}
                  {isChosen && <Badge tone="success">chosen</Badge>}
                </TableCell>
                <TableCell className="text-right">{formatCount(trainCount)}</TableCell>
                <TableCell className="text-right">{formatPercent(accuracy)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </section>
  );
}
