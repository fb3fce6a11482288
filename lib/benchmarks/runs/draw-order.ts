import { seededRandom, shuffle } from "@/lib/platform/seeded-random";

/** The same tests in an order that the seed alone decides. */
export function drawOrder<Test>(tests: readonly Test[], seed: number): Test[] {
  const places = shuffle(
    tests.map((_, index) => index),
    seededRandom(seed),
  );
  return places.map((place) => tests[place]!);
}
