/**
 * The place of each value in ascending order, from 1; equal values share the mean of their places. `tieSum` is the sum of
 * t³ - t over the groups of t equal values, which corrects the variance of rank statistics.
 */
export function ranksOf(values: readonly number[]): { ranks: number[]; tieSum: number } {
  const order = Array.from(values.keys()).sort((i, j) => values[i]! - values[j]!);
  const ranks = new Array<number>(values.length);
  let tieSum = 0;
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let place = from; place < to; place++) ranks[order[place]!] = (from + 1 + to) / 2;
    const tied = to - from;
    tieSum += tied ** 3 - tied;
    from = to;
  }
  return { ranks, tieSum };
}
