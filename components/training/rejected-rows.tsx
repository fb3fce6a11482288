import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount } from "@/lib/client/format";
import type { Dataset } from "@/lib/training/schemas";

export function RejectedRows({ rejected }: Pick<Dataset, "rejected">) {
  const more = rejected.count - rejected.rows.length;
  return (
    <div className="grid gap-1.5">
      <div className="max-h-64 overflow-y-auto rounded-md border">
        <Table label="Rows that were left out">
          <TableHeader>
            <TableRow>
              <TableHead className="text-right">Line</TableHead>
              <TableHead className="w-full">Why it was left out</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {rejected.rows.map(({ line, reason }, index) => (
              <TableRow key={index}>
                <TableCell className="text-right">{formatCount(line)}</TableCell>
                <TableCell className="break-words">{reason}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      {more > 0 && <p className="text-xs text-muted-foreground">and {formatCount(more)} more</p>}
    </div>
  );
}
