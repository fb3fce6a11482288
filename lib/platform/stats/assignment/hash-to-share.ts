const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** FNV-1a of 32 bits over the UTF-16 code units (Fowler, Noll and Vo). */
export function fnv1a(text: string): number {
  let hash = OFFSET;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), PRIME);
  return hash >>> 0;
}

/**
 * Where a value falls in [0, 1): always the same for the same seed, even over all values, and unrelated between seeds. The
 * hash of GrowthBook's SDKs: version 2 in steps of 1/10,000, version 1 (older, biased between seeds) of 1/1,000. Null for
 * another version.
 */
export function hashToShare(seed: string, value: string, version: number): number | null {
  if (version === 2) return (fnv1a(String(fnv1a(seed + value))) % 10_000) / 10_000;
  if (version === 1) return (fnv1a(value + seed) % 1000) / 1000;
  return null;
}
