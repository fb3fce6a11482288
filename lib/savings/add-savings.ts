import type { Measured, Saving, SavingsTotal } from "./schemas";

/** Half the width of a 95 % interval in standard errors. */
const WIDTH = 1.959964;

/** What several independent savings come to: their variances add up. */
export function addSavings(savings: readonly Pick<Saving, "savedUsd">[]): SavingsTotal {
  const known = savings.flatMap(({ savedUsd }) => savedUsd ?? []);
  return {
    savedUsd: known.length === 0 ? null : sumOf(known),
    entries: known.length,
    silentEntries: savings.length - known.length,
  };
}

function sumOf(known: readonly Measured[]): Measured {
  const [only, ...others] = known;
  if (only && others.length === 0) return only;
  const mean = known.reduce((sum, one) => sum + one.mean, 0);
  const standardError = Math.hypot(...known.map((one) => one.standardError));
  return { mean, low: mean - WIDTH * standardError, high: mean + WIDTH * standardError, standardError };
}
