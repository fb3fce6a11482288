import type { PairedComparison } from "@/lib/benchmarks/schemas";
import { formatQuality, formatSigned } from "@/lib/client/format";

/** What the comparison comes to, in a sentence, with what it rests on. */
export function verdictText({ first, second, better, pairCount, mcnemarP, quality }: PairedComparison): string {
  if (pairCount === 0) return "There is no test yet that both have answered.";
  const evidence = `on ${pairCount} tests that both answered (McNemar p ${pText(mcnemarP)}${
    quality
      ? `, quality ${formatSigned(quality.difference, formatQuality)} with a 95 % interval of ${formatSigned(quality.low, formatQuality)} to ${formatSigned(quality.high, formatQuality)}`
      : ", no difference of quality that varies"
  })`;
  if (better === "undecided") return `No difference is shown between ${first} and ${second} ${evidence}.`;
  return better === "first"
    ? `${first} is better than ${second} ${evidence}.`
    : `${second} is better than ${first} ${evidence}.`;
}

const pText = (p: number): string => (p < 0.001 ? "< 0.001" : `= ${p.toFixed(3)}`);
