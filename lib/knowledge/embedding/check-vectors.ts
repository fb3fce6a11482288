import { AppError } from "@/lib/platform/errors";

/**
 * The vectors with length 1, ready to be compared. Throws `upstream_failed` when there is not one for each text, when they
 * have other dimensions than the collection or than each other, or when one holds what is no number or has no direction.
 */
export function checkVectors(
  vectors: readonly ArrayLike<number>[],
  { count, dimensions, model }: { count: number; dimensions: number | null; model: string },
): Float32Array[] {
  if (vectors.length !== count) throw wrong(`${model} gave ${vectors.length} vectors for ${count} texts`);
  const wanted = dimensions ?? vectors[0]?.length ?? 0;
  return vectors.map((vector) => {
    if (vector.length === 0 || vector.length !== wanted)
      throw wrong(
        `${model} gave a vector of ${vector.length} dimensions where ${wanted} were expected: a collection keeps the model it began with`,
      );
    return unit(vector, model);
  });
}

function unit(vector: ArrayLike<unknown>, model: string): Float32Array {
  let squares = 0;
  // JSON has no NaN: what was none arrives as null, which arithmetic would take for 0.
  for (let index = 0; index < vector.length; index++)
    squares += typeof vector[index] === "number" ? (vector[index] as number) ** 2 : Number.NaN;
  if (!Number.isFinite(squares)) throw wrong(`${model} gave a vector that holds something other than numbers`);
  if (squares === 0) throw wrong(`${model} gave a vector of zeros, which is like nothing`);
  const length = Math.sqrt(squares);
  return Float32Array.from({ length: vector.length }, (_, index) => (vector[index] as number) / length);
}

const wrong = (message: string) => new AppError("upstream_failed", message);
