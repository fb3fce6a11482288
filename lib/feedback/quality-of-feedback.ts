import { groupBy } from "@/lib/platform/group-by";
import type { Feedback } from "./schemas";
import type { FeedbackSource } from "./words";

/** How much one giver's verdict weighs in the quality of an execution. */
export const WEIGHT_OF_SOURCE = { expert: 3, user: 1, automated: 0.5 } as const satisfies Record<
  FeedbackSource,
  number
>;

type Voice = Pick<Feedback, "giver" | "source" | "approval" | "movesQuality">;

/**
 * Mean verdict on one execution, 0–1; null when nobody judged it. A giver who said several things has one voice, the
 * mean of them, that weighs 3 as an expert, 1 as a user and ½ as a program.
 */
export function approvalOfExecution(feedback: readonly Voice[]): number | null {
  const byGiver = groupBy(
    feedback.filter(({ approval, movesQuality }) => approval !== null && movesQuality),
    ({ giver }) => giver,
  );
  let weight = 0;
  let sum = 0;
  for (const voices of byGiver.values()) {
    const own = Math.max(...voices.map(({ source }) => WEIGHT_OF_SOURCE[source]));
    weight += own;
    sum += (own * voices.reduce((total, { approval }) => total + approval!, 0)) / voices.length;
  }
  return weight === 0 ? null : sum / weight;
}
