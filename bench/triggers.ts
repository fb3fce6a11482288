/**
 * How the accuracy trigger behaves: alarms over 2,000 answers without a change, and how many answers it takes to notice
 * a drop. Prints one JSON line a case. `npm run bench:triggers`
 */
import { seededRandom } from "@/lib/platform/seeded-random";
import { wilsonInterval } from "@/lib/platform/stats";
import { alarmChance, designCusum, runCusum, UNCHANGED_ITEMS } from "@/lib/training/bernoulli-cusum";
import { judgeAccuracy, judgeLabelDrift } from "@/lib/training/judge-triggers";
import { DEFAULT_RETRAIN_SETTINGS } from "@/lib/training/schemas";

const RUNS = 2_000;
/** Enough to tell 4 % from 5 %. */
const UNCHANGED_RUNS = 5_000;
const LATEST = 20_000;
const random = seededRandom(20260310);
const answers = (count: number, accuracy: number) => Array.from({ length: count }, () => random() < accuracy);
const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
/** What is usual elsewhere: an alarm when the mean of the newest 100 answers is 5 points below. */
function hasLowAverage(given: readonly boolean[], floor: number): boolean {
  let right = 0;
  return given.some((isRight, index) => {
    right += Number(isRight) - Number(index >= 100 && given[index - 100]);
    return index >= 99 && right / 100 < floor;
  });
}
const print = (facts: object) => console.log(JSON.stringify(facts));

for (const usual of [0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.92, 0.95, 0.97, 0.99]) {
  const design = designCusum(usual, 0.1);
  const alarms = Array.from({ length: UNCHANGED_RUNS }, () => {
    const given = answers(UNCHANGED_ITEMS, usual);
    return { own: runCusum(design, given).alarmAfter !== null, average: hasLowAverage(given, usual - 0.05) };
  });
  const { low, high } = wilsonInterval({ successes: alarms.filter(({ own }) => own).length, trials: UNCHANGED_RUNS });
  print({
    case: "unchanged",
    usual,
    items: UNCHANGED_ITEMS,
    falseAlarmRate: alarms.filter(({ own }) => own).length / UNCHANGED_RUNS,
    interval95: [low, high],
    exact: alarmChance({ wrong: 1 - usual, ...design }),
    baselineMovingAverage: alarms.filter(({ average }) => average).length / UNCHANGED_RUNS,
    runs: UNCHANGED_RUNS,
  });
}

for (const [usual, now] of [
  [0.85, 0.75],
  [0.95, 0.85],
  [0.85, 0.8],
  [0.85, 0.65],
] as const) {
  const design = designCusum(usual, 0.1);
  const cold = Array.from({ length: RUNS }, () => runCusum(design, answers(LATEST, now)).alarmAfter ?? LATEST);
  const warm = Array.from({ length: RUNS }, () => {
    const before = answers(500, usual);
    const after = runCusum(design, [...before, ...answers(LATEST, now)]).alarmAfter ?? LATEST;
    return after <= 500 ? null : after - 500;
  }).filter((delay) => delay !== null);
  print({ case: "drop", usual, now, medianItems: median(cold), medianItemsAfter500Usual: median(warm), runs: RUNS });
}

// A model that was never as good as wanted: one alarm, then it is compared with what it is.
const settings = DEFAULT_RETRAIN_SETTINGS;
const judge = (given: boolean[], accuracy: number, from: "wanted" | "judged") =>
  judgeAccuracy({ answers: given, givers: 5, baseline: { accuracy, from } }, settings).state === "fires";
let [first, again] = [0, 0];
for (let run = 0; run < RUNS; run++) {
  const before = answers(500, 0.85);
  if (judge(before, 1, "wanted")) first++;
  if (judge(answers(UNCHANGED_ITEMS, 0.85), 0.85, "judged")) again++;
}
print({
  case: "always below the threshold",
  accuracy: 0.85,
  firstAlarm: first / RUNS,
  alarmAgain: again / RUNS,
  runs: RUNS,
});

const labels = Array.from({ length: 77 }, (_, index) => `label${index}`);
const rows = (count: number) =>
  Array.from({ length: count }, () => ({ input: "text", label: labels[Math.floor(random() * 77)]!, confidence: 0.9 }));
const looks = Array.from({ length: 500 }, () => judgeLabelDrift(rows(500), rows(500), settings));
print({
  case: "label drift without a change, 77 labels",
  falseAlarmRate: looks.filter(({ state }) => state === "fires").length / looks.length,
  meanIndexCorrected: looks.reduce((sum, { value }) => sum + (value ?? 0), 0) / looks.length,
  correction: 19 * (2 / 500),
});
