import { groupBy } from "@/lib/platform/group-by";
import { seededRandom, shuffle } from "@/lib/platform/seeded-random";

/** Row indices of each label, in a random order that depends on the seed alone. */
function shuffledByLabel(labels: Uint32Array, seed: number): number[][] {
  const random = seededRandom(seed);
  const byLabel = new Map<number, number[]>();
  labels.forEach((label, row) => {
    const rows = byLabel.get(label);
    if (rows) rows.push(row);
    else byLabel.set(label, [row]);
  });
  return [...byLabel].sort(([a], [b]) => a - b).map(([, rows]) => shuffle(rows, random));
}

export type Split = { train: Uint32Array; heldOut: Uint32Array };

/**
 * Takes `share` (0 to 1) of every label's rows away, rounded, those whose place (0 to 1, one per row) is lowest, but
 * always leaves one for training: a label with a single row stays whole. Places that depend on the row's content alone
 * keep most of what was held out of one set held out of every larger one. Both parts are in ascending order.
 */
export function stratifiedSplit(labels: Uint32Array, share: number, places: Float64Array): Split {
  const byLabel = groupBy(labels.keys(), (row) => labels[row]!);
  const heldOut = [...byLabel.values()].flatMap((rows) =>
    rows
      .toSorted((a, b) => places[a]! - places[b]! || a - b)
      .slice(0, Math.min(rows.length - 1, Math.round(rows.length * share))),
  );
  return { heldOut: Uint32Array.from(heldOut).sort(), train: complement(labels.length, heldOut) };
}

/** `count` splits whose held-out parts do not overlap; labels with one row are never held out. */
export function stratifiedFolds(labels: Uint32Array, count: number, seed: number): Split[] {
  const folds: number[][] = Array.from({ length: count }, () => []);
  let next = 0;
  for (const rows of shuffledByLabel(labels, seed)) {
    if (rows.length < 2) continue;
    for (const row of rows) folds[next++ % count]!.push(row);
  }
  return folds.map((heldOut) => ({
    heldOut: Uint32Array.from(heldOut).sort(),
    train: complement(labels.length, heldOut),
  }));
}

function complement(size: number, taken: readonly number[]): Uint32Array {
  const isTaken = new Uint8Array(size);
  for (const row of taken) isTaken[row] = 1;
  return Uint32Array.from({ length: size }, (_, row) => row).filter((row) => isTaken[row] === 0);
}
