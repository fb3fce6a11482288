import Link from "next/link";
import { Alert } from "@/components/ui/alert";
import { formatCount, formatPercent } from "@/lib/client/format";
import type { HeldBackSource } from "@/lib/training/schemas";
import { plural } from "./plural";

type HeldBackSourcesProps = { task: string; sources: readonly HeldBackSource[] };

/** Who is not learnt from at present, and where their examples can be reviewed. */
export function HeldBackSources({ task, sources }: HeldBackSourcesProps) {
  return sources.map(({ giver, judged, contradicted, usualShare, leftOut }) => (
    <Alert
      key={giver}
      tone="warning"
      action={
        <Link
          href={`/training/data?task=${encodeURIComponent(task)}&giver=${encodeURIComponent(giver)}`}
          className="underline underline-offset-2"
        >
          Look at them
        </Link>
      }
    >
      {plural(leftOut, "example")} of {giver} {leftOut === 1 ? "was" : "were"} left out of the newest dataset: everybody
      else’s examples contradict {formatCount(contradicted)} of {formatCount(judged)} labels (
      {formatPercent(contradicted / judged)}, usual is {formatPercent(usualShare)}). What a person accepts or fixes is
      learnt.
    </Alert>
  ));
}
