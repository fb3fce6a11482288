import { summarise, type SampleSummary } from "../descriptive/summarise";
import { fUpperTail } from "../distributions/f-distribution";
import { compensatedSum } from "../numeric/compensated-sum";
import { decided, DEFAULT_ALPHA, UNDECIDABLE, type Decidable, type Undecidable } from "../undecidable";

type FTest = { f: number; df1: number; df2: number; p: number };

export type GroupMeansAnswer = {
  /** Not assuming equal variances (Welch 1951); the one to go by. */
  welch: FTest;
  /** Assuming equal variances (Fisher 1925). */
  classic: FTest;
};

type KnownSummary = { count: number; mean: number; sd: number };

/**
 * Whether the means of several groups differ. Undecidable below two groups, with a group of fewer than two values, and when a
 * group does not vary.
 */
export function compareGroupMeans(
  groups: readonly (readonly number[])[],
  { alpha = DEFAULT_ALPHA }: { alpha?: number } = {},
): Decidable<GroupMeansAnswer> | Undecidable {
  const summaries = groups.map(summarise).filter(isKnown);
  if (summaries.length < 2 || summaries.length < groups.length) return UNDECIDABLE;
  const welch = welchAnova(summaries);
  return decided({ welch, classic: classicAnova(summaries) }, welch.p < alpha);
}

const isKnown = (summary: SampleSummary): summary is KnownSummary =>
  summary.mean !== null && summary.sd !== null && summary.sd > 0;

function classicAnova(groups: readonly KnownSummary[]): FTest {
  const total = compensatedSum(groups.map(({ count }) => count));
  const centre = compensatedSum(groups.map(({ count, mean }) => count * mean)) / total;
  const [df1, df2] = [groups.length - 1, total - groups.length];
  const between = compensatedSum(groups.map(({ count, mean }) => count * (mean - centre) ** 2)) / df1;
  const within = compensatedSum(groups.map(({ count, sd }) => (count - 1) * sd ** 2)) / df2;
  const f = between / within;
  return { f, df1, df2, p: fUpperTail(f, df1, df2) };
}

function welchAnova(groups: readonly KnownSummary[]): FTest {
  const weights = groups.map(({ count, sd }) => count / sd ** 2);
  const total = compensatedSum(weights);
  const centre = compensatedSum(groups.map(({ mean }, index) => weights[index]! * mean)) / total;
  const k = groups.length;
  const left = compensatedSum(groups.map(({ count }, index) => (1 - weights[index]! / total) ** 2 / (count - 1)));
  const between = compensatedSum(groups.map(({ mean }, index) => weights[index]! * (mean - centre) ** 2)) / (k - 1);
  const f = between / (1 + (2 * (k - 2) * left) / (k ** 2 - 1));
  const df2 = (k ** 2 - 1) / (3 * left);
  return { f, df1: k - 1, df2, p: fUpperTail(f, k - 1, df2) };
}
