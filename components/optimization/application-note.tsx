import { authorText } from "@/components/data/author-text";
import { Time } from "@/components/data/time";
import { Badge } from "@/components/ui/badge";
import type { OptimizationApplication } from "@/lib/optimization/schemas";

const VERDICTS = {
  too_few: { tone: "neutral", word: "too few requests" },
  well: { tone: "success", word: "well" },
  worse: { tone: "danger", word: "worse" },
} as const;

/** What became of a change that was put in force, and how live traffic fares since. */
export function ApplicationNote({ application }: { application: OptimizationApplication }) {
  const { version, appliedBy, appliedAt, watch, watchUntil, undone, canaryShare, canaryUntil } = application;
  return (
    <div className="grid gap-1 text-sm">
      <p>
        Version {version} was put in force by {authorText(appliedBy)}, <Time at={appliedAt} />
        {!undone && canaryShare != null
          ? `, for ${Math.round(100 * canaryShare)} % of the requests: the others are served as before until enough of these fared well.`
          : "."}
        {undone && (
          <>
            {" "}
            {undone.reason} by {authorText(undone.by)}, <Time at={undone.at} />: version {undone.version} is equal to
            what was in force before.
          </>
        )}
      </p>
      {!undone && canaryUntil && (
        <p className="text-muted-foreground">
          Without enough of them until <Time at={canaryUntil} mode="absolute" /> it is taken back.
        </p>
      )}
      {!undone && (
        <p className="text-muted-foreground">
          Live traffic is looked after until <Time at={watchUntil} mode="absolute" />
          {watch ? (
            <>
              : <Badge tone={VERDICTS[watch.verdict].tone}>{VERDICTS[watch.verdict].word}</Badge> {watch.reason}
            </>
          ) : (
            ". There was no look at it yet."
          )}
        </p>
      )}
    </div>
  );
}
