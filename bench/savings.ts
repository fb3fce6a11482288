import { parseArgs } from "node:util";
import { seededRandom } from "@/lib/platform/seeded-random";
import { assignArm, estimateSaving, type ArmSums } from "@/lib/savings";

/**
 * Simulates months of traffic after a change whose true saving is known, and asks the product's own ledger what was
 * saved: `[--seed 1] [--runs 200]`. One JSON line a scenario. Ends with 1 when the interval covers the truth too seldom.
 */
const { values } = parseArgs({
  options: { seed: { type: "string", default: "1" }, runs: { type: "string", default: "200" } },
});
const runs = Number(values.runs);
const random = seededRandom(Number(values.seed));

/** The interval is of 95 %; so often it has to hold. */
const WANTED_COVERAGE = 0.93;

type Scenario = {
  name: string;
  /** Requests of the month, and how many each session sends on average. */
  requests: number;
  perSession: number;
  /** Phases of the month, each with the share that is held back and how dear its traffic is. */
  phases: readonly { part: number; heldShare: number; level: number }[];
  /** Mean cost of a request, US dollars, by arm. */
  cost: { held: number; changed: number };
  /** Spread of the logarithm of a request's cost, and of a session's. */
  spread: { request: number; session: number };
};

const STEADY = (heldShare: number) => [{ part: 1, heldShare, level: 1 }];

const SCENARIOS: readonly Scenario[] = [
  {
    name: "cheaper model, single requests, 5 % held back",
    requests: 8_000,
    perSession: 1,
    phases: STEADY(0.05),
    cost: { held: 0.01, changed: 0.004 },
    spread: { request: 0.6, session: 0 },
  },
  {
    name: "cheaper model, conversations of dependent requests, 5 % held back",
    requests: 20_000,
    perSession: 5,
    phases: STEADY(0.05),
    cost: { held: 0.01, changed: 0.004 },
    spread: { request: 0.4, session: 0.5 },
  },
  {
    name: "nothing saved",
    requests: 20_000,
    perSession: 1,
    phases: STEADY(0.03),
    cost: { held: 0.01, changed: 0.01 },
    spread: { request: 0.5, session: 0 },
  },
  {
    name: "costs more than before: a negative month",
    requests: 40_000,
    perSession: 1,
    phases: STEADY(0.01),
    cost: { held: 0.004, changed: 0.006 },
    spread: { request: 0.5, session: 0 },
  },
  {
    name: "canary first, and dearer traffic once it serves the rest",
    requests: 20_000,
    perSession: 2,
    phases: [
      { part: 0.2, heldShare: 0.9, level: 1 },
      { part: 0.8, heldShare: 0.05, level: 3 },
    ],
    cost: { held: 0.01, changed: 0.005 },
    spread: { request: 0.5, session: 0.3 },
  },
];

/** Standard normal (Box and Muller 1958). */
const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Log-normal with mean 1. */
const factor = (spread: number): number => (spread === 0 ? 1 : Math.exp(spread * normal() - spread ** 2 / 2));

/** One month as the executions would be summed, with what it truly saved. */
function simulate({ requests, perSession, phases, cost, spread }: Scenario, run: number) {
  const sums = new Map<string, ArmSums>();
  let truth = 0;
  for (const [index, { part, heldShare, level }] of phases.entries()) {
    const phase = index + 1;
    for (let sent = 0; sent < part * requests;) {
      const { arm, bucket } = assignArm({ id: `holdout ${run}`, phase, heldShare }, `session ${phase} ${sent}`);
      const session = factor(spread.session);
      const length = perSession === 1 ? 1 : 1 + Math.floor(random() * (2 * perSession - 1));
      for (let call = 0; call < length; call++, sent++) {
        add(sums, { phase, arm, bucket }, level * cost[arm] * session * factor(spread.request));
        if (arm === "changed") truth += level * (cost.held - cost.changed);
      }
    }
  }
  return { sums: [...sums.values()], truth };
}

function add(sums: Map<string, ArmSums>, key: Pick<ArmSums, "phase" | "arm" | "bucket">, costUsd: number): void {
  const name = `${key.phase} ${key.arm} ${key.bucket}`;
  const known = sums.get(name) ?? { ...key, ...NOTHING };
  known.count++;
  known.pricedCount++;
  known.costUsd += costUsd;
  sums.set(name, known);
}

const NOTHING = {
  count: 0,
  failedCount: 0,
  pricedCount: 0,
  costUsd: 0,
  latencyCount: 0,
  latencyMsSum: 0,
  qualityCount: 0,
  qualitySum: 0,
};

let isBroken = false;
for (const scenario of SCENARIOS) {
  let [covered, silent, error, width] = [0, 0, 0, 0];
  let lastTruth = 0;
  for (let run = 0; run < runs; run++) {
    const { sums, truth } = simulate(scenario, run);
    const { savedUsd } = estimateSaving(sums);
    if (!savedUsd) {
      silent++;
      continue;
    }
    if (savedUsd.low <= truth && truth <= savedUsd.high) covered++;
    error += savedUsd.mean - truth;
    width += savedUsd.high - savedUsd.low;
    lastTruth = truth;
  }
  const told = runs - silent;
  const coverage = covered / told;
  const isKept = told === runs && coverage >= WANTED_COVERAGE;
  isBroken ||= !isKept;
  const line = {
    scenario: scenario.name,
    runs,
    silent,
    coverage,
    truthUsd: round(lastTruth),
    meanErrorUsd: round(error / told),
    meanWidthUsd: round(width / told),
    verdict: isKept ? "kept" : "broken",
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
process.exitCode = isBroken ? 1 : 0;

function round(value: number): number {
  return Number(value.toPrecision(4));
}
