import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatLatency } from "@/lib/client/format";
import type { Attempt } from "@/lib/executions/schemas";
import { ModelName } from "./model-name";

/** Each call of an upstream, in order: retries and fallbacks. */
export function AttemptsTable({ attempts }: { attempts: readonly Attempt[] }) {
  return (
    <Table label="Attempts">
      <TableHeader>
        <TableRow>
          <TableHead>Model</TableHead>
          <TableHead>Result</TableHead>
          <TableHead className="text-right">Took</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {attempts.map((attempt, index) => (
          <TableRow key={index}>
            <TableCell>
              <ModelName slug={attempt.model} />
            </TableCell>
            <TableCell>
              {attempt.errorKind === null ? (
                "answered"
              ) : (
                <>
                  <span className="text-danger">{attempt.errorKind.replaceAll("_", " ")}</span>
                  {attempt.status !== null && ` (${attempt.status})`}
                  <span className="block text-xs break-words text-muted-foreground">{attempt.errorMessage}</span>
                </>
              )}
            </TableCell>
            <TableCell className="text-right">{formatLatency(attempt.latencyMs)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
