import type { VectorCase, VectorSet } from "./run-vector-case";

/** The sets of a file of vectors, or of GrowthBook's published cases; none when the file is of another kind. */
export function readVectorSets(file: unknown): VectorSet[] {
  if (typeof file !== "object" || file === null) return [];
  if ("sets" in file) return Array.isArray(file.sets) ? (file.sets as VectorSet[]) : [];
  const lists = file as Record<string, unknown[][] | undefined>;
  return Object.entries(PUBLISHED).flatMap(([name, { kind, caseOf, abs }]) => {
    const cases = lists[name]?.map((row, index): VectorCase => ({ id: `${name}-${index + 1}`, ...caseOf(row) }));
    return cases ? [{ kind, tolerance: { abs, rel: 0 }, cases }] : [];
  });
}

type Published = { kind: string; abs: number; caseOf(row: unknown[]): Omit<VectorCase, "id"> };

/** GrowthBook's `cases.json` names no fields: input and expected value in order. */
const PUBLISHED: Record<string, Published> = {
  hash: {
    kind: "hash",
    abs: 0,
    caseOf: ([seed, value, version, n]) => ({ input: { seed, value, version }, expected: { n } }),
  },
  getBucketRange: {
    kind: "bucket_ranges",
    abs: 1e-9,
    caseOf([, input, ranges]) {
      const [variations, coverage, weights] = input as unknown[];
      return { input: { variations, coverage, weights }, expected: { ranges } };
    },
  },
  chooseVariation: {
    kind: "choose_variation",
    abs: 0,
    caseOf: ([, n, ranges, variation]) => ({ input: { n, ranges }, expected: { variation } }),
  },
  inNamespace: {
    kind: "namespace",
    abs: 0,
    caseOf: ([, userId, namespace, isIn]) => ({
      input: { user_id: userId, namespace },
      expected: { in_namespace: isIn },
    }),
  },
  getEqualWeights: {
    kind: "equal_weights",
    // The file gives eight digits.
    abs: 1e-8,
    caseOf: ([variations, weights]) => ({ input: { variations }, expected: { weights } }),
  },
};
