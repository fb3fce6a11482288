import { existsSync, readFileSync } from "node:fs";

/**
 * How many tests of a run passed, failed and were skipped, from the runner's JSON report. A run that ended badly
 * without a failed test (no report, a file that does not load) counts as one failure.
 */
export function readCounts(file, isVitest, endedWell) {
  const counts = existsSync(file) ? parse(JSON.parse(readFileSync(file, "utf8")), isVitest) : { ...NONE };
  if (!endedWell && counts.failed === 0) counts.failed = 1;
  return counts;
}

export const NONE = { passed: 0, failed: 0, skipped: 0 };

function parse(report, isVitest) {
  if (isVitest)
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected + flaky, failed: unexpected, skipped };
}
