import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readVectorSets } from "./vectors/read-vector-sets";
import { runVectorCase, type VectorSet } from "./vectors/run-vector-case";

const FOLDER = path.resolve(process.cwd(), "../shared/data/stats-vectors");

/** A set of reference vectors kept beside the repository, or null (and a line that says so) where they are not. */
function readVectorSet(file: string, kind: string): VectorSet | null {
  const name = path.join(FOLDER, file);
  if (!existsSync(name)) {
    process.stderr.write(`Skipped: the reference vectors of ${kind} are not on this machine (${file})\n`);
    return null;
  }
  return readVectorSets(JSON.parse(readFileSync(name, "utf8"))).find((set) => set.kind === kind) ?? null;
}

/** Tests that every case of these kinds is answered as the libraries do, with every key. */
export function agreesWithVectors(file: string, ...kinds: string[]): void {
  describe.each(kinds)("agrees with the reference vectors of %s", (kind) => {
    const set = readVectorSet(file, kind);
    it.skipIf(set === null)("in every case", () => {
      const answered = set!.cases.map((one) => ({ id: one.id, result: runVectorCase(set!, one) }));
      expect(answered.length).toBeGreaterThan(0);
      expect(answered.filter(({ result }) => !result || result.failures.length + result.skipped.length > 0)).toEqual(
        [],
      );
    });
  });
}
