import { balancedMean, type VerdictClass } from "./cap-weights";
import type { FeedbackSums } from "./schemas";

/** Sums over givers who gave equally many entries (`entries`) and verdicts (`entriesEach`). */
export type FeedbackCell = VerdictClass & { value: string; entries: number; count: number } & Record<
    | "approval"
    | "rating"
    | "correction"
    | "label"
    | "usage"
    | "comment"
    | "user"
    | "expert"
    | "automated"
    | "stars"
    | "labels"
    | "right"
    | "used"
    | "edited"
    | "dismissed"
    | "helpedAsked"
    | "helped",
    number
  >;

type Sum = Exclude<
  { [Name in keyof FeedbackCell]: FeedbackCell[Name] extends number ? Name : never }[keyof FeedbackCell],
  never
>;

/** Adds cells of one group up. Nothing = zeros and nulls. */
export function summariseFeedback(cells: readonly FeedbackCell[]): FeedbackSums {
  const total = (name: Sum) => cells.reduce((sum, cell) => sum + cell[name], 0);
  const count = total("count");
  const verdicts = cells.reduce((sum, { entriesEach, givers }) => sum + entriesEach * givers, 0);
  const usage = { used: total("used"), edited: total("edited"), dismissed: total("dismissed") };
  return {
    count,
    givers: total("givers"),
    shareOfBusiest: share(Math.max(0, ...cells.map(({ entries }) => entries)), count),
    byKind: {
      approval: total("approval"),
      rating: total("rating"),
      correction: total("correction"),
      label: total("label"),
      usage: total("usage"),
      comment: total("comment"),
    },
    bySource: { user: total("user"), expert: total("expert"), automated: total("automated") },
    approvalRate: share(total("sum"), verdicts),
    balancedApprovalRate: balancedMean(cells),
    rating: share(total("stars"), total("rating")),
    judgedCount: total("labels"),
    accuracy: share(total("right"), total("labels")),
    usage,
    usageRate: share(usage.used + usage.edited, usage.used + usage.edited + usage.dismissed),
    helpfulness: share(total("helped"), total("helpedAsked")),
  };
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
