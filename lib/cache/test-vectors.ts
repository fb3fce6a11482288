/** A vector of length 1 that is the same for texts of the same letters: enough to tell alike from different in tests. */
export function letterVector(text: string): Float32Array {
  const vector = new Float32Array(512);
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? [])
    for (const letter of word) vector[letter.charCodeAt(0) % 512]! += 1;
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
