import { createHash } from "node:crypto";
import type { LabelledText } from "./classifier";
import { stratifiedSplit, type Split } from "./stratified";

/**
 * Holds a share (0 to 1) of each label's rows out. Which ones depends on their text and the seed alone, so that most of
 * what is held out of one set is held out of every larger one, and versions are measured on the same examples.
 */
export function splitByText(rows: readonly LabelledText[], share: number, seed: number): Split {
  const labels = [...new Set(rows.map(({ label }) => label))].sort();
  const indexOf = new Map(labels.map((label, index) => [label, index]));
  return stratifiedSplit(
    Uint32Array.from(rows, ({ label }) => indexOf.get(label)!),
    share,
    Float64Array.from(rows, ({ text }) => placeOf(text, seed)),
  );
}

/** Where a text lies in [0, 1). */
const placeOf = (text: string, seed: number): number =>
  createHash("sha1").update(`${seed}\u0000${text}`).digest().readUInt32LE(0) / 2 ** 32;
