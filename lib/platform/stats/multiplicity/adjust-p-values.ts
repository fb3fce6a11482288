export type PAdjustment = "bonferroni" | "holm" | "benjamini_hochberg";

/**
 * p values corrected for being several, in the same order: Bonferroni and Holm (1979) bound the chance of any false finding,
 * Benjamini and Hochberg (1995) the share of false ones among the findings.
 */
export function adjustPValues(p: readonly number[], method: PAdjustment): number[] {
  const count = p.length;
  switch (method) {
    case "bonferroni":
      return p.map((value) => Math.min(1, count * value));
    case "holm":
      // From the smallest on, none may end below the one before.
      return cumulated(
        p,
        (a, b) => a - b,
        (place) => count - place,
        Math.max,
        0,
      );
    case "benjamini_hochberg":
      // From the largest on, none may end above the one before.
      return cumulated(
        p,
        (a, b) => b - a,
        (place) => count / (count - place),
        Math.min,
        1,
      );
  }
}

function cumulated(
  p: readonly number[],
  order: (a: number, b: number) => number,
  factor: (place: number) => number,
  keep: (a: number, b: number) => number,
  start: number,
): number[] {
  const adjusted = new Array<number>(p.length);
  let bound = start;
  Array.from(p.keys())
    .sort((i, j) => order(p[i]!, p[j]!))
    .forEach((index, place) => {
      bound = keep(bound, Math.min(1, factor(place) * p[index]!));
      adjusted[index] = bound;
    });
  return adjusted;
}
