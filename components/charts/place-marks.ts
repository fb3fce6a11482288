/** Something that happened and may explain what a chart shows. `at` is ISO 8601. */
export type ChartMark = { at: string; title: string };

/** Marks by the bucket they fall into, oldest first; those outside every bucket are left out. */
export function placeMarks(
  marks: readonly ChartMark[],
  /** Oldest first. */
  starts: readonly number[],
  bucketMs: number,
): Map<number, string[]> {
  const placed = new Map<number, string[]>();
  const timed = marks.map(({ at, title }) => ({ atMs: Date.parse(at), title }));
  for (const { atMs, title } of timed.sort((left, right) => left.atMs - right.atMs)) {
    const start = starts.findLast((one) => one <= atMs);
    if (start === undefined || atMs >= start + bucketMs) continue;
    placed.set(start, [...(placed.get(start) ?? []), title]);
  }
  return placed;
}
