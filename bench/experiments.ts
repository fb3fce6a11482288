import { parseArgs } from "node:util";
import { BANDIT_SCENARIOS, BANDIT_STOP_SCENARIOS } from "./support/bandit-scenarios";
import { experimentBench } from "./support/experiment-bench";
import { TIME_SCENARIOS } from "./support/experiment-times";
import { FIXED_SCENARIOS, METHOD_SCENARIOS, VERDICT_SCENARIOS } from "./support/verdict-scenarios";

/**
 * Grows experiments of known truth and lets the product's own verdict look at them again and again: `[--seed 1] [--runs 2000]
 * [--only NAME]`. One JSON line a scenario; each draws from a sequence of its own, so that one alone gives the same figures. Ends with 1 when a promised figure does not hold.
 */
const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    runs: { type: "string", default: "2000" },
    only: { type: "string", multiple: true },
  },
});
const broken: string[] = [];

const SCENARIOS = {
  ...VERDICT_SCENARIOS,
  ...BANDIT_SCENARIOS,
  ...METHOD_SCENARIOS,
  ...TIME_SCENARIOS,
  ...BANDIT_STOP_SCENARIOS,
  ...FIXED_SCENARIOS,
};
for (const [index, [name, run]] of Object.entries(SCENARIOS).entries()) {
  if (values.only && !values.only.includes(name)) continue;
  await run(experimentBench(Number(values.runs), Number(values.seed) + 7_919 * index, broken));
}
process.exitCode = broken.length > 0 ? 1 : 0;
if (broken.length > 0) console.error(`not as promised: ${broken.join(", ")}`);
