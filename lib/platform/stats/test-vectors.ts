import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** One published case: what goes in and what an established library gives. */
type VectorCase<Input, Expected> = { id: string; input: Input; expected: Expected };
type VectorSet<Input, Expected> = {
  kind: string;
  tolerance: { abs?: number; rel?: number };
  cases: VectorCase<Input, Expected>[];
};

const FOLDER = path.resolve(process.cwd(), "../shared/data/stats-vectors");

/** A set of reference vectors kept beside the repository, or null (and a line that says so) where they are not. */
export function readVectorSet<Input, Expected>(file: string, kind: string): VectorSet<Input, Expected> | null {
  const name = path.join(FOLDER, file);
  if (!existsSync(name)) {
    process.stderr.write(`Skipped: the reference vectors of ${kind} are not on this machine (${file})\n`);
    return null;
  }
  const { sets } = JSON.parse(readFileSync(name, "utf8")) as { sets: VectorSet<Input, Expected>[] };
  return sets.find((set) => set.kind === kind) ?? null;
}
