import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { readVectorSets } from "@/lib/platform/stats/vectors/read-vector-sets";
import { runVectorCase } from "@/lib/platform/stats/vectors/run-vector-case";
import { printTable } from "./support/print-table";

/**
 * Compares the statistics with reference vectors: `npm run vectors -- FOLDER` reads every JSON file of a folder.
 * Prints per kind how many cases passed, failed, and were not offered, and each difference. Exit code 1 when a case failed.
 */
const folder = process.argv[2] ?? "../shared/data/stats-vectors";
const MAX_LINES_A_KIND = 8;

type Tally = { kind: string; cases: number; passed: number; failed: number; notOffered: number; skippedKeys: string };

const failures: string[] = [];
const rows: Tally[] = [];
for (const file of readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .sort()) {
  const sets = readVectorSets(JSON.parse(readFileSync(path.join(folder, file), "utf8")));
  if (sets.length === 0) console.log(`${file}: no sets of vectors in it`);
  for (const set of sets) {
    const results = set.cases.map((one) => ({ id: one.id, result: runVectorCase(set, one) }));
    const failed = results.filter(({ result }) => result && result.failures.length > 0);
    const skipped = new Set(results.flatMap(({ result }) => result?.skipped ?? []));
    const lines = failed.flatMap(({ id, result }) => (result?.failures ?? []).map((failure) => `${id} ${failure}`));
    failures.push(...lines.slice(0, MAX_LINES_A_KIND));
    const notOffered = results.filter(({ result }) => result === null).length;
    rows.push({
      kind: set.kind,
      cases: set.cases.length,
      passed: set.cases.length - failed.length - notOffered,
      failed: failed.length,
      notOffered,
      skippedKeys: [...skipped].join(" "),
    });
  }
}
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
