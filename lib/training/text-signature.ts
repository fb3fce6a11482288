import { createHash } from "node:crypto";
import { hashLetterNgrams, hashWordNgrams } from "@/lib/platform/text/hash-ngrams";
import { words } from "@/lib/platform/text/words";

/** Bands of the signature and hashes in each: texts that share 80 % of their parts meet in a band in 98 % of all cases. */
const BANDS = 8;
const ROWS = 4;

/** The same for texts that differ in case, spacing and punctuation alone; 40 hex digits. */
export function textHash(text: string): string {
  const own = words(text)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .join(" ");
  return createHash("sha1")
    .update(own || text.trim())
    .digest("hex");
}

/** What similarity is measured on: words, pairs of words, and runs of four letters. */
export function partsOf(text: string): Set<number> {
  const own = words(text);
  return new Set([...hashWordNgrams(own, 2), ...hashLetterNgrams(own, 4, 4)]);
}

/** Share of parts that two texts have in common (Jaccard 1901), 0–1; 0 when both are empty. */
export function similarity(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let common = 0;
  for (const part of a) if (b.has(part)) common++;
  const all = a.size + b.size - common;
  return all === 0 ? 0 : common / all;
}

/**
 * Locality-sensitive hashes of a text (min-wise hashing, Broder 1997, in bands): similar texts most likely share one.
 * They carry organization and task, so that texts of others are never met. Signed 32 bits, for an int column.
 */
export function bandsOf(parts: ReadonlySet<number>, scope: string): number[] {
  const salt = createHash("sha1").update(scope).digest().readUInt32LE(0);
  const least = new Uint32Array(BANDS * ROWS).fill(0xffffffff);
  for (const part of parts) {
    for (let index = 0; index < least.length; index++) {
      const hash = mix(part ^ Math.imul(index + 1, 0x9e3779b1));
      if (hash < least[index]!) least[index] = hash;
    }
  }
  return Array.from({ length: BANDS }, (_, band) => {
    let hash = mix(salt ^ (band + 1));
    for (let row = 0; row < ROWS; row++) hash = mix(hash ^ least[band * ROWS + row]!);
    return hash | 0;
  });
}

/** The finaliser of MurmurHash3 (Appleby 2011). */
function mix(value: number): number {
  let next = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  next = Math.imul(next ^ (next >>> 13), 0xc2b2ae35);
  return (next ^ (next >>> 16)) >>> 0;
}
