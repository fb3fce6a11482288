import { bucketRanges, chooseVariation, equalWeights, type BucketRange } from "../assignment/bucket-ranges";
import { hashToShare } from "../assignment/hash-to-share";
import { isInNamespace } from "../assignment/is-in-namespace";
import { checkSampleRatio } from "../assignment/sample-ratio";
import { compareCounts } from "../groups/compare-counts";
import { offer, type OfferedKind } from "./offered-kind";

type Hashed = { seed: string; value: string; version: number };
type Ranges = { variations: number; coverage: number; weights: number[] | null };
type Assignment = Ranges & { seed: string; user_id: string; hash_version: number };
type Users = { user_id_pattern: string; users: number; hash_version: number };

export const ASSIGNMENT_KINDS: Record<string, OfferedKind> = {
  hash: offer(({ seed, value, version }: Hashed) => ({ n: hashToShare(seed, value, version) })),
  bucket_ranges: offer(({ variations, coverage, weights }: Ranges) => ({
    ranges: bucketRanges(variations, coverage, weights),
  })),
  assignment: offer(({ seed, user_id, hash_version, variations, coverage, weights }: Assignment) => {
    const n = hashToShare(seed, user_id, hash_version);
    return { n, variation: variationOf(n, bucketRanges(variations, coverage, weights)) };
  }),
  choose_variation: offer(({ n, ranges }: { n: number; ranges: BucketRange[] }) => ({
    variation: variationOf(n, ranges),
  })),
  equal_weights: offer(({ variations }: { variations: number }) => ({ weights: equalWeights(variations) })),
  namespace: offer(
    ({ user_id, namespace: [name, from, to] }: { user_id: string; namespace: [string, number, number] }) => ({
      in_namespace: isInNamespace(user_id, { name, from, to }),
    }),
  ),
  distribution: offer(({ seed, weights, ...users }: Users & { seed: string; weights: number[] }) => {
    const ranges = bucketRanges(weights.length, 1, weights);
    const counts = weights.map(() => 0);
    for (const shares of sharesOf(users, [seed])) {
      const variation = chooseVariation(shares[0]!, ranges);
      if (variation !== null) counts[variation]! += 1;
    }
    return { counts };
  }),
  independence: offer(({ seed_1, seed_2, ...users }: Users & { seed_1: string; seed_2: string }) => {
    const halves = bucketRanges(2, 1, null);
    const counts = [
      [0, 0],
      [0, 0],
    ];
    for (const shares of sharesOf(users, [seed_1, seed_2])) {
      const [first, second] = shares.map((share) => chooseVariation(share, halves));
      counts[first ?? 0]![second ?? 0]! += 1;
    }
    const answer = compareCounts(counts);
    return { joint_counts: counts, chi2_p: answer.decidable ? answer.p : null };
  }),
  srm: offer(({ observed, weights }: { observed: number[]; weights: number[] }) => {
    const answer = checkSampleRatio(observed, weights);
    if (!answer.decidable) return answer;
    return { chi2: answer.chiSquare, df: answer.df, p: answer.p, srm_detected_at_0_001: answer.significant };
  }),
};

const variationOf = (n: number | null, ranges: readonly BucketRange[]): number =>
  (n === null ? null : chooseVariation(n, ranges)) ?? -1;

/** Where each user falls for each seed; `user-{i}, i from 0` is how the vectors name them. */
function* sharesOf({ user_id_pattern, users, hash_version }: Users, seeds: readonly string[]): Generator<number[]> {
  const [template, from] = user_id_pattern.split(", i from ") as [string, string | undefined];
  for (let index = 0; index < users; index++) {
    const id = template.replace("{i}", String(index + Number(from ?? 0)));
    yield seeds.map((seed) => hashToShare(seed, id, hash_version) ?? NaN);
  }
}
