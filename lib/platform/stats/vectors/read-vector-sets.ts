import type { VectorSet } from "./run-vector-case";

/** The sets of a file of vectors; none when the file is of another kind. */
export function readVectorSets(file: unknown): VectorSet[] {
  if (typeof file !== "object" || file === null || !("sets" in file)) return [];
  return file.sets as VectorSet[];
}
