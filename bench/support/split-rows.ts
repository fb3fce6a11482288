import { splitByText, type LabelledText } from "@/lib/providers";

/** Holds a share of each label's rows out; the same seed gives the same parts. */
export function splitRows(rows: readonly LabelledText[], share: number, seed: number) {
  const split = splitByText(rows, share, seed);
  const pick = (indices: Uint32Array) => Array.from(indices, (index) => rows[index]!);
  return { train: pick(split.train), heldOut: pick(split.heldOut) };
}
