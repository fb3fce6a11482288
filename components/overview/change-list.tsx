"use client";

import Link from "next/link";
import { authorText } from "@/components/data/author-text";
import { Time } from "@/components/data/time";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { TimelineEntry } from "@/lib/timeline/schemas";

const SHOWN = 8;

/** What happened in the time range: the diamonds of the charts in words. */
export function ChangeList({ entries, href }: { entries: readonly TimelineEntry[]; href: string }) {
  const hidden = entries.length - SHOWN;
  return (
    <Card>
      <CardHeader>
        <CardTitle>Changes</CardTitle>
        <CardDescription>What happened meanwhile: the diamonds in the charts</CardDescription>
      </CardHeader>
      <CardContent>
        {entries.length === 0 ? (
          <p className="text-sm text-muted-foreground">Nothing happened in this time range.</p>
        ) : (
          <ol aria-label="Changes" className="grid gap-2.5">
            {entries.slice(0, SHOWN).map(({ id, at, title, href, actorName, reason }) => (
              <li key={id} className="text-sm">
                <Link href={href} className="font-medium break-words hover:underline">
                  {title}
                </Link>
                <span className="block text-xs break-words text-muted-foreground">
                  <Time at={at} /> by {authorText(actorName)}
                  {reason && `: ${reason}`}
                </span>
              </li>
            ))}
          </ol>
        )}
        {hidden > 0 && (
          <p className="mt-3 text-xs text-muted-foreground">
            There are older ones:{" "}
            <Link href={href} className="text-accent-text underline underline-offset-2">
              see the timeline
            </Link>
            .
          </p>
        )}
      </CardContent>
    </Card>
  );
}
