import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatLatency } from "@/lib/client/format";
import type { HealthReport, HealthStatus } from "@/lib/platform/health";

const STATUS = {
  healthy: { label: "Healthy", tone: "success" },
  degraded: { label: "Degraded", tone: "warning" },
  unhealthy: { label: "Unhealthy", tone: "danger" },
} as const satisfies Record<HealthStatus, { label: string; tone: BadgeTone }>;

/** What each check is about. One that is not listed is shown by its name. */
const NAMES: Record<string, string> = {
  database: "Database",
  encoder: "Text encoder of the built-in models",
  recorder: "Recording of executions",
};

export function StatusBadge({ status }: { status: HealthStatus }) {
  return <Badge tone={STATUS[status].tone}>{STATUS[status].label}</Badge>;
}

/** The parts this process needs, as the load balancer sees them. */
export function ChecksCard({ report: { status, checks } }: { report: HealthReport }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>This server</CardTitle>
        <span className="ml-auto">
          <StatusBadge status={status} />
        </span>
        <CardDescription>What it needs to serve, checked every ten seconds</CardDescription>
      </CardHeader>
      <CardContent>
        <Table label="Checks of this server">
          <TableHeader>
            <TableRow>
              <TableHead>Part</TableHead>
              <TableHead>State</TableHead>
              <TableHead>What it says</TableHead>
              <TableHead className="text-right">Answered in</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {checks.map((check) => (
              <TableRow key={check.name}>
                <TableCell>{NAMES[check.name] ?? check.name}</TableCell>
                <TableCell>
                  <StatusBadge status={check.status} />
                </TableCell>
                <TableCell>{check.detail}</TableCell>
                <TableCell className="text-right">{formatLatency(check.durationMs)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </CardContent>
    </Card>
  );
}
