/**
 * Kendall's tau-b (1945): pairs in the same order less pairs in the opposite one, corrected for ties. Null when one side does
 * not vary. In n log n steps (Knight 1966).
 */
export function kendallTauB(x: readonly number[], y: readonly number[]): number | null {
  const count = x.length;
  const pairs = (count * (count - 1)) / 2;
  const order = Array.from(x.keys()).sort((i, j) => x[i]! - x[j]! || y[i]! - y[j]!);
  const tiedX = tiedPairs(order, (i, j) => x[i] === x[j]);
  const tiedBoth = tiedPairs(order, (i, j) => x[i] === x[j] && y[i] === y[j]);
  const byY = order.map((index) => y[index]!);
  const inversions = sortCountingInversions(byY);
  const tiedY = tiedPairs(Array.from(byY.keys()), (i, j) => byY[i] === byY[j]);
  const scale = Math.sqrt(pairs - tiedX) * Math.sqrt(pairs - tiedY);
  return scale > 0 ? (pairs - tiedX - tiedY + tiedBoth - 2 * inversions) / scale : null;
}

/** Pairs of equal neighbours, when equal ones stand together. */
function tiedPairs(order: readonly number[], isEqual: (i: number, j: number) => boolean): number {
  let pairs = 0;
  let run = 0;
  order.forEach((index, place) => {
    run = place > 0 && isEqual(index, order[place - 1]!) ? run + 1 : 0;
    pairs += run;
  });
  return pairs;
}

/** Sorts in place by merging; comes back with how many pairs stood the wrong way round. */
function sortCountingInversions(values: number[]): number {
  if (values.length < 2) return 0;
  const middle = values.length >> 1;
  const [left, right] = [values.slice(0, middle), values.slice(middle)];
  let inversions = sortCountingInversions(left) + sortCountingInversions(right);
  let [i, j] = [0, 0];
  for (let place = 0; place < values.length; place++) {
    if (j >= right.length || (i < left.length && left[i]! <= right[j]!)) values[place] = left[i++]!;
    else {
      values[place] = right[j++]!;
      inversions += left.length - i;
    }
  }
  return inversions;
}
