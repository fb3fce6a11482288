import { listed, ramp } from "../scale";
import type { Evidence } from "../scorer";
import { shareFound } from "../text/overlap";
import { stem } from "../text/stem";
import { topicsOf } from "./relevance";
import type { Judgement } from "./weighted";

/** Topics of a longer brief that have to come up. */
const MOST_TOPICS = 18;

/** Whether names, numbers and topics of the brief arrive in the text. */
export function briefFacts(evidence: Evidence): Judgement {
  const { output } = evidence;
  const { input } = evidence;
  if (!input) return null;
  const numbers = [...new Set(input.numbers)];
  const names = input.names.map(stem);
  const given = new Set(output.numbers);
  const numberShare = shareFound(numbers, given);
  const nameShare = shareFound(names, new Set(output.words.map(stem)));
  const topics = topicsOf(input, output);
  const found = topics.filter((topic) => output.vocabulary.has(topic)).length;
  const topicShare = topics.length < 2 ? null : found / Math.min(topics.length, MOST_TOPICS);
  const parts = [
    [0.35, numberShare === null ? null : 100 * numberShare],
    [0.2, nameShare === null ? null : ramp(nameShare, 0, 0.7)],
    [0.45, topicShare === null ? null : ramp(topicShare, 0.05, 0.6)],
  ] as const;
  const known = parts.filter(([, score]) => score !== null);
  if (known.length === 0) return null;
  const total = known.reduce((sum, [weight]) => sum + weight, 0);
  const missing = numbers.filter((number) => !given.has(number));
  return {
    score: known.reduce((sum, [weight, score]) => sum + weight * score!, 0) / total,
    reason: `Takes up ${found} of ${topics.length} topics${missing.length > 0 ? `; missing: ${listed(missing)}` : ""}`,
  };
}
