import { parseArgs } from "node:util";
import {
  confidenceSequence,
  mixtureSprt,
  summariseProportion,
  welchTest,
  wilsonInterval,
  type SampleSummary,
} from "@/lib/platform/stats";
import { seededRandom } from "@/lib/platform/seeded-random";
import { printTable } from "./support/print-table";

/**
 * Looks at experiments again and again while they grow, and stops at the first significant look:
 * `[--experiments 1000] [--looks 100] [--step 50] [--rate 0.3] [--lift 0.2] [--seed 1]`. `step` is the users of each arm between
 * two looks. Prints how often equal arms are called different (5 % were asked for) by the confidence sequence, by the mixture
 * test, and by a t test made at every look or only at the last; and how often and how soon a true lift is found. Ends with 1
 * when a test that promises to hold at every look does not.
 */
const { values } = parseArgs({
  options: {
    experiments: { type: "string", default: "1000" },
    looks: { type: "string", default: "100" },
    step: { type: "string", default: "50" },
    rate: { type: "string", default: "0.3" },
    lift: { type: "string", default: "0.2" },
    seed: { type: "string", default: "1" },
  },
});
const [experiments, looks, step] = [Number(values.experiments), Number(values.looks), Number(values.step)];
const [rate, lift] = [Number(values.rate), Number(values.lift)];
const ALPHA = 0.05;

type Look = (a: SampleSummary, b: SampleSummary, look: number) => boolean;

/** What an experimenter might do at a look, and whether it may be done at all of them. */
const WAYS: { name: string; isAlwaysValid: boolean; isSignificant: Look }[] = [
  {
    name: "confidence sequence",
    isAlwaysValid: true,
    isSignificant: (a, b) => confidenceSequence(a, b, { alpha: ALPHA, tunedForCount: looks * step }).significant,
  },
  {
    name: "mixture test",
    isAlwaysValid: true,
    isSignificant: (a, b) => mixtureSprt(a, b, { alpha: ALPHA, expectedSd: rate * lift }).significant,
  },
  { name: "t test at every look", isAlwaysValid: false, isSignificant: (a, b) => welchTest(a, b).significant },
  {
    name: "t test at the last look",
    isAlwaysValid: false,
    isSignificant: (a, b, look) => look === looks && welchTest(a, b).significant,
  },
];

const random = seededRandom(Number(values.seed));
const equal = stopsOf(rate, rate);
const lifted = stopsOf(rate, rate * (1 + lift));

const rows = WAYS.map(({ name }, way) => {
  const [falsely, rightly] = [equal, lifted].map((stops) => stops.flatMap((stop) => stop[way] ?? []));
  const { low, high } = wilsonInterval({ successes: falsely!.length, trials: experiments });
  return {
    name,
    falsePositivePercent: (100 * falsely!.length) / experiments,
    low95: 100 * low,
    high95: 100 * high,
    foundPercent: (100 * rightly!.length) / experiments,
    medianUsersUntilFound: median(rightly!.map((look) => 2 * look * step)),
  };
});
printTable(
  `${experiments} experiments, ${looks} looks, ${step} users an arm between them, rate ${rate}, lift ${lift}`,
  rows,
);
console.log(JSON.stringify({ bench: "peeking", alphaPercent: 100 * ALPHA, ways: rows }));
const broken = rows.filter(({ low95 }, way) => WAYS[way]!.isAlwaysValid && low95 > 100 * ALPHA);
for (const { name } of broken) console.error(`${name}: more false positives than promised`);
process.exitCode = broken.length > 0 ? 1 : 0;

/** For each experiment the first significant look (from 1) of each way; null for none. */
function stopsOf(rateA: number, rateB: number): (number | null)[][] {
  return Array.from({ length: experiments }, () => {
    const stops = WAYS.map((): number | null => null);
    let [successesA, successesB] = [0, 0];
    for (let look = 1; look <= looks && stops.includes(null); look++) {
      for (let user = 0; user < step; user++) {
        if (random() < rateA) successesA++;
        if (random() < rateB) successesB++;
      }
      const a = summariseProportion({ successes: successesA, trials: look * step });
      const b = summariseProportion({ successes: successesB, trials: look * step });
      WAYS.forEach(({ isSignificant }, way) => {
        if (stops[way] === null && isSignificant(a, b, look)) stops[way] = look;
      });
    }
    return stops;
  });
}

function median(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
