export type ChartOverlay = {
  /** What it is: "Previous 7 days". */
  label: string;
  /** Of the earlier time, with times of its own, ISO 8601. */
  points: readonly { at: string; value: number | null }[];
  /** Moves them onto the time that is shown, milliseconds. */
  shiftMs: number;
};

/**
 * Values of the earlier time by the bucket that they are laid over. A moved bucket seldom begins exactly where one of
 * now does (an hour that was rounded, months of different lengths), so it goes to the nearest.
 */
export function placeOverlay(
  overlay: ChartOverlay | null,
  /** Starts of the buckets of now, oldest first. */
  measured: readonly number[],
  bucketMs: number,
): Map<number, number | null> {
  const first = measured[0];
  if (!overlay || first === undefined || bucketMs <= 0) return new Map();
  const moved = overlay.points.map(({ at, value }) => ({ atMs: Date.parse(at) + overlay.shiftMs, value }));
  return new Map(
    moved
      .filter(({ atMs }) => !Number.isNaN(atMs))
      .map(({ atMs, value }) => [nearestBucket(atMs, measured, bucketMs, first), value]),
  );
}

function nearestBucket(atMs: number, measured: readonly number[], bucketMs: number, first: number): number {
  const near = measured.filter((start) => Math.abs(start - atMs) <= bucketMs / 2);
  const distance = (start: number) => Math.abs(start - atMs);
  const nearest = near.sort((left, right) => distance(left) - distance(right))[0];
  return nearest ?? first + Math.round((atMs - first) / bucketMs) * bucketMs;
}
