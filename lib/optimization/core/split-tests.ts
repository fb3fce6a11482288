import { createHash } from "node:crypto";

/** Share of the tests that the search never sees. */
const VERIFIED_SHARE = 0.6;

/**
 * Divides tests into those that the search may see and those that verify what it found, by hash of seed and id: the same
 * test always falls on the same side. Both in an order that depends on the seed alone.
 */
export function splitTests<Test extends { id: string }>(
  tests: readonly Test[],
  seed: number,
): { search: Test[]; verify: Test[] } {
  const placed = tests
    .map((test) => ({ test, place: placeOf(`${seed}:${test.id}`) }))
    .sort((a, b) => a.place - b.place)
    .map(({ test }) => test);
  const verified = Math.round(VERIFIED_SHARE * placed.length);
  return { verify: placed.slice(0, verified), search: placed.slice(verified) };
}

const placeOf = (text: string): number => createHash("sha256").update(text).digest().readUIntBE(0, 6);
