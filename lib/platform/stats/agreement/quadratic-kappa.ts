/**
 * Agreement of two raters on an ordered scale beyond chance, a miss by two levels counting four times one by one (Cohen 1968,
 * quadratic weights). Levels are those that occur, in order, as in scikit-learn. Null when both always give the same level.
 */
export function quadraticKappa(first: readonly number[], second: readonly number[]): number | null {
  const count = Math.min(first.length, second.length);
  const levels = [...new Set([...first.slice(0, count), ...second.slice(0, count)])].sort((a, b) => a - b);
  const levelOf = new Map(levels.map((level, index) => [level, index]));
  const [a, b] = [first, second].map((ratings) => ratings.slice(0, count).map((rating) => levelOf.get(rating)!)) as [
    number[],
    number[],
  ];
  const observed = a.reduce((sum, level, index) => sum + (level - b[index]!) ** 2, 0);
  // The mean over all pairs, from the sums alone.
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const squares = (values: readonly number[]) => values.reduce((total, value) => total + value * value, 0);
  const byChance = squares(a) + squares(b) - (2 * sum(a) * sum(b)) / count;
  return byChance > 0 ? 1 - observed / byChance : null;
}
