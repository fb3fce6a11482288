import Link from "next/link";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { SystemHealth } from "@/lib/executions/schemas";
import { StatusBadge } from "./checks-card";

const LINK = "text-accent-text underline-offset-4 hover:underline";

/** How the calls of the last hour went, with every reason for saying so. */
export function TrafficCard({ health: { status, reasons } }: { health: SystemHealth }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>The last hour</CardTitle>
        <span className="ml-auto">
          <StatusBadge status={status} />
        </span>
        <CardDescription>How the calls of your organization went, beside the day before</CardDescription>
      </CardHeader>
      <CardContent className="grid gap-3 text-sm">
        {reasons.length === 0 ? (
          <p>Nothing speaks against it: few errors, no failing model, no slower than the day before.</p>
        ) : (
          <ul aria-label="Reasons" className="grid list-disc gap-1 pl-4">
            {reasons.map(({ code, message }) => (
              <li key={`${code} ${message}`}>{message}.</li>
            ))}
          </ul>
        )}
        <p className="flex flex-wrap gap-x-4 gap-y-1">
          <Link href="/executions?range=1h&status=failed" className={LINK}>
            Failed calls of the last hour
          </Link>
          <Link href="/provider-health" className={LINK}>
            Provider health
          </Link>
        </p>
      </CardContent>
    </Card>
  );
}
