import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { readVectorSets } from "@/lib/platform/stats/vectors/read-vector-sets";
import { runVectorCase, type VectorSet } from "@/lib/platform/stats/vectors/run-vector-case";
import { printTable } from "./support/print-table";

/**
 * Compares the statistics with reference vectors: `npm run vectors -- FOLDER` reads every JSON file of a folder.
 * Prints per kind how many cases passed, failed, and were not offered, and each difference. Exit code 1 when a case failed.
 */
const folder = process.argv[2] ?? "../shared/data/stats-vectors";
const MAX_LINES_A_KIND = 8;

type Tally = { cases: number; passed: number; failed: number; notOffered: number; skippedKeys: Set<string> };

const failures: string[] = [];
const tallies = new Map<string, Tally>();
for (const file of filesOf(folder)) {
  const sets = readVectorSets(JSON.parse(readFileSync(path.join(folder, file), "utf8")));
  if (sets.length === 0) console.log(`${file}: no sets of vectors in it`);
  for (const set of sets) count(set);
}
const rows = [...tallies].map(([kind, { skippedKeys, ...tally }]) => ({
  kind,
  ...tally,
  skippedKeys: [...skippedKeys].join(" "),
}));
printTable(`Reference vectors in ${folder}`, rows);
for (const failure of failures) console.log(failure.slice(0, 300));
const total = (field: "cases" | "passed" | "failed" | "notOffered") => rows.reduce((sum, row) => sum + row[field], 0);
console.log(
  JSON.stringify({
    bench: "vectors",
    kinds: rows.length,
    cases: total("cases"),
    passed: total("passed"),
    failed: total("failed"),
    notOffered: total("notOffered"),
    kindsWithSkippedKeys: rows.filter(({ skippedKeys }) => skippedKeys !== "").length,
  }),
);
process.exitCode = total("failed") > 0 || total("cases") === 0 ? 1 : 0;

function count(set: VectorSet): void {
  const tally = tallies.get(set.kind) ?? { cases: 0, passed: 0, failed: 0, notOffered: 0, skippedKeys: new Set() };
  tallies.set(set.kind, tally);
  let lines: string[] = [];
  for (const one of set.cases) {
    const result = runVectorCase(set, one);
    tally.cases += 1;
    if (!result) tally.notOffered += 1;
    else if (result.failures.length > 0) tally.failed += 1;
    else tally.passed += 1;
    for (const key of result?.skipped ?? []) tally.skippedKeys.add(key);
    lines = [...lines, ...(result?.failures ?? []).map((failure) => `${set.kind} ${one.id} ${failure}`)];
  }
  failures.push(...lines.slice(0, MAX_LINES_A_KIND));
}

function filesOf(name: string): string[] {
  if (!existsSync(name)) console.error(`There is no folder ${name}`);
  return existsSync(name)
    ? readdirSync(name)
        .filter((file) => file.endsWith(".json"))
        .sort()
    : [];
}
