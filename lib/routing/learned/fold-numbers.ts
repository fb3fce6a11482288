import { seededRandom, shuffle } from "@/lib/platform/seeded-random";

/** Which of `folds` equal parts each row belongs to, at random by the seed. */
export function foldNumbers(count: number, folds: number, seed: number): Uint8Array {
  const order = shuffle(
    Uint32Array.from({ length: count }, (_, row) => row),
    seededRandom(seed),
  );
  const numbers = new Uint8Array(count);
  order.forEach((row, at) => (numbers[row] = at % folds));
  return numbers;
}
