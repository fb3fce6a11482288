const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Keeps the four kinds of features apart, so that the word "to" and the letters "to" have different hashes. */
const WORD_SALT = 0x9e3779b9;
const LETTERS_SALT = 0x85ebca6b;

/**
 * Hashes of all word n-grams of 1 to `longest` words, with repetitions. 32 bits: among 100,000 features about one
 * pair in a hundred thousand collides, which costs nothing measurable.
 */
export function hashWordNgrams(words: readonly string[], longest: number): Uint32Array {
  const hashes: number[] = [];
  for (let start = 0; start < words.length; start++) {
    let hash = (FNV_OFFSET ^ WORD_SALT) >>> 0;
    for (let end = start; end < Math.min(words.length, start + longest); end++) {
      hash = mix(addUnit(addText(hash, words[end] ?? ""), 0x20));
      hashes.push(hash);
    }
  }
  return Uint32Array.from(hashes);
}

/**
 * Hashes of all runs of `shortest` to `longest` letters inside each word, the word's edges marked by a blank
 * (scikit-learn's `char_wb`). They make typing errors and word endings matter less.
 */
export function hashLetterNgrams(words: readonly string[], shortest: number, longest: number): Uint32Array {
  const hashes: number[] = [];
  for (const word of words) {
    const padded = ` ${word} `;
    for (let start = 0; start < padded.length; start++) {
      let hash = (FNV_OFFSET ^ LETTERS_SALT) >>> 0;
      for (let length = 1; length <= longest && start + length <= padded.length; length++) {
        hash = addUnit(hash, padded.charCodeAt(start + length - 1));
        if (length >= shortest) hashes.push(mix(hash));
      }
    }
  }
  return Uint32Array.from(hashes);
}

function addText(hash: number, text: string): number {
  let next = hash;
  for (let index = 0; index < text.length; index++) next = addUnit(next, text.charCodeAt(index));
  return next;
}

/** One FNV-1a step over a UTF-16 unit (Fowler, Noll, Vo 1991). */
function addUnit(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, FNV_PRIME) >>> 0;
}

/** The finaliser of MurmurHash3 (Appleby 2011): FNV alone leaves the high bits of short texts alike. */
function mix(hash: number): number {
  let next = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  next = Math.imul(next ^ (next >>> 13), 0xc2b2ae35);
  return (next ^ (next >>> 16)) >>> 0;
}
