"use client";

import Link from "next/link";
import { Time } from "@/components/data/time";
import { useMay } from "@/components/layout/permissions";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { Timeline } from "@/lib/executions/schemas";

const SHOWN = 8;

/** What was changed in the time range: the diamonds of the charts in words. */
export function ChangeList({ timeline: { entries, isCut } }: { timeline: Timeline }) {
  const mayReadAudit = useMay("admin");
  const hidden = entries.length - SHOWN;
  return (
    <Card>
      <CardHeader>
        <CardTitle>Changes</CardTitle>
        <CardDescription>Of configuration, models, prices and providers: the diamonds in the charts</CardDescription>
      </CardHeader>
      <CardContent>
        {entries.length === 0 ? (
          <p className="text-sm text-muted-foreground">Nothing was changed in this time range.</p>
        ) : (
          <ol aria-label="Changes" className="grid gap-2.5">
            {entries.slice(0, SHOWN).map(({ id, at, title, href, actorName, reason }) => (
              <li key={id} className="text-sm">
                <Link href={href} className="font-medium break-words hover:underline">
                  {title}
                </Link>
                <span className="block text-xs break-words text-muted-foreground">
                  <Time at={at} /> by {actorName}
                  {reason && `: ${reason}`}
                </span>
              </li>
            ))}
          </ol>
        )}
        {(hidden > 0 || isCut) && mayReadAudit && (
          <p className="mt-3 text-xs text-muted-foreground">
            {isCut ? "There are more" : `${hidden} more`}, older ones:{" "}
            <Link href="/settings/audit" className="text-accent-text underline underline-offset-2">
              see the audit log
            </Link>
            .
          </p>
        )}
      </CardContent>
    </Card>
  );
}
