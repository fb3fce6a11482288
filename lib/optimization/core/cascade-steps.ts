import { thresholdsOf, type ComposedStep } from "./compose-cascade";
import type { CascadeFamily, Trial, TrialBook } from "./trial";

export type CascadeStep = ComposedStep & { model: string };

type Member = CascadeFamily["members"][number];

/**
 * Thresholds worth trying for the first models of a cascade, those that ask the last model least often first. Of three
 * models: for every share that goes on to the last, the two thresholds with the best answers. Empty with too little to tell.
 */
export function stepsToTry(members: readonly Member[], testIds: readonly string[], book: TrialBook): CascadeStep[][] {
  const [first, second, third] = members;
  if (!first || !second) return [];
  const thresholds = thresholdsOf(book.of(first.candidateId, testIds));
  if (!third) return thresholds.map((threshold) => steps([first, second], [threshold]));
  return bestPairs([first, second, third], testIds, book).map((pair) => steps([first, second, third], pair));
}

const steps = (members: readonly Member[], thresholds: readonly number[]): CascadeStep[] =>
  members.map((member, index) => ({ ...member, minConfidence: thresholds[index] ?? 0 }));

/** Shares that go on to the last model, of each of which one pair is tried. */
const SHARES = [0.02, 0.03, 0.04, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6] as const;

function bestPairs(
  [first, second, last]: readonly [Member, Member, Member],
  testIds: readonly string[],
  book: TrialBook,
): [number, number][] {
  const rows = testIds.flatMap((id) => {
    const a = book.get(first.candidateId, id);
    const b = book.get(second.candidateId, id);
    const c = book.get(last.candidateId, id);
    return a && b && c ? [{ a, b, c }] : [];
  });
  const best = new Map<number, { pair: [number, number]; quality: number }>();
  for (const one of thresholdsOf(rows.map(({ a }) => a))) {
    for (const other of thresholdsOf(rows.map(({ b }) => b))) {
      const answered = rows.map(({ a, b, c }) => (isSure(a, one) ? a : isSure(b, other) ? b : c));
      const asked = answered.filter((trial, index) => trial === rows[index]!.c).length / rows.length;
      const share = SHARES.find((most) => asked <= most);
      const quality = answered.reduce((sum, trial) => sum + trial.quality, 0);
      if (share !== undefined && quality > (best.get(share)?.quality ?? -1))
        best.set(share, { pair: [one, other], quality });
    }
  }
  return SHARES.flatMap((share) => {
    const found = best.get(share);
    return found ? [found.pair] : [];
  });
}

const isSure = ({ error, confidence }: Trial, threshold: number): boolean =>
  error === null && confidence !== null && confidence >= threshold;
