import type { ColumnRule } from "./run-agreement";

/**
 * Positions of the rules that use at most `limit` different models: those, taken up one after the other, with which the
 * best rules of all segments do most. Few models keep the number of rules small, so that luck chooses less.
 */
export function limitModels(
  rules: readonly ColumnRule[],
  /** Of a rule in all segments, weighed by their prompts: `[segment][rule]`. */
  utilities: readonly Float64Array[],
  limit: number,
): number[] {
  const columns = [...new Set(rules.flatMap((rule) => rule.columns))];
  const pool = new Set<number>();
  const within = (extra: number) =>
    [...rules.keys()].filter((rule) => rules[rule]!.columns.every((column) => pool.has(column) || column === extra));
  const value = (positions: readonly number[]) =>
    utilities.reduce((sum, utility) => sum + Math.max(...positions.map((position) => utility[position]!)), 0);
  while (pool.size < Math.min(limit, columns.length)) {
    const values = columns.map((column) => (pool.has(column) ? -Infinity : value(within(column))));
    pool.add(columns[values.indexOf(Math.max(...values))]!);
  }
  return within(-1);
}
