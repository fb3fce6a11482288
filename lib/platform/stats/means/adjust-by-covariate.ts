import { summarise } from "../descriptive/summarise";
import { compensatedSum } from "../numeric/compensated-sum";

/** Values of an arm during the experiment, and of the same units before it, in the same order. */
export type ArmWithPast = { before: readonly number[]; during: readonly number[] };

/**
 * Takes off what the past of each unit explains, so that the same effect shows with fewer units: CUPED (Deng, Xu, Kohavi and
 * Walker 2013). One slope for both arms, centred on the mean of all, so the difference of the arms keeps its meaning.
 * The slope is 0 when the past does not vary. Units without a pair are left out.
 */
export function adjustByCovariate(a: ArmWithPast, b: ArmWithPast): { slope: number; a: number[]; b: number[] } {
  const [pairsA, pairsB] = [pairsOf(a), pairsOf(b)];
  const all = [...pairsA, ...pairsB];
  const centre = summarise(all.map(({ before }) => before)).mean ?? 0;
  const centreDuring = summarise(all.map(({ during }) => during)).mean ?? 0;
  const spread = compensatedSum(all.map(({ before }) => (before - centre) ** 2));
  const joint = compensatedSum(all.map(({ before, during }) => (before - centre) * (during - centreDuring)));
  const slope = spread > 0 && Number.isFinite(joint / spread) ? joint / spread : 0;
  const adjusted = (pairs: readonly Pair[]) => pairs.map(({ before, during }) => during - slope * (before - centre));
  return { slope, a: adjusted(pairsA), b: adjusted(pairsB) };
}

type Pair = { before: number; during: number };

function pairsOf({ before, during }: ArmWithPast): Pair[] {
  const count = Math.min(before.length, during.length);
  return Array.from({ length: count }, (_, index) => ({ before: before[index]!, during: during[index]! }));
}
