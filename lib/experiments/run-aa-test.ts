import { setImmediate as nextTurn } from "node:timers/promises";
import { eachExecution } from "@/lib/executions";
import { ListExecutionsQuery, type ExecutionSummary } from "@/lib/executions/schemas";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict, invalidInput } from "@/lib/platform/errors";
import { seededRandom } from "@/lib/platform/seeded-random";
import { summarise, summariseSums, welchTest, wilsonInterval } from "@/lib/platform/stats";
import { getTask } from "@/lib/registry";
import { decideVerdict } from "./decide-verdict";
import { designFault } from "./design-fault";
import { evaluate, type Arm } from "./evaluate";
import { addUnit, noSums } from "./metric-sums";
import { ExperimentDesign } from "./schemas";
import type { TesterAnswer, TesterInput } from "./tester-schemas";
import { trackedMetrics } from "./tracked-metrics";
import { isAnytime } from "./words";

/** Newest executions that values are drawn from. */
const MAX_RECORDED = 5_000;
const MINIMUM_RECORDED = 30;
/** Requests are served in between. */
const RUNS_PER_TURN = 2;

/** What the mixture test expects, in standard deviations: small differences, as Cohen (1988) names them. */
const SMALL_EFFECT = 0.2;

type Run = { isCalled: boolean; isCalledNaively: boolean; p: number | null };

/**
 * Draws recorded values at random into two variants that are equal for sure, and lets the product's own verdict look at them
 * again and again. Throws `conflict` when too little was recorded, or every value is the same.
 */
export async function runAaTest(ctx: Ctx, input: TesterInput): Promise<TesterAnswer> {
  requireScope(ctx, "read");
  await getTask(ctx, input.task);
  const values = await recordedValues(ctx, input);
  if (values.length < MINIMUM_RECORDED)
    throw conflict(`Only ${values.length} executions of ${input.task} have this measure; it takes ${MINIMUM_RECORDED}`);
  if (values.every((value) => value === values[0]))
    throw conflict("Every recorded value is the same, so there is nothing to be fooled by");
  const design = designOf(input, values);
  const random = seededRandom(input.seed);
  const runs: Run[] = [];
  while (runs.length < input.runs) {
    runs.push(oneRun(design, input, () => values[Math.floor(random() * values.length)]!));
    if (runs.length % RUNS_PER_TURN === 0) await nextTurn();
    ctx.signal?.throwIfAborted();
  }
  const falseVerdicts = runs.filter(({ isCalled }) => isCalled).length;
  const { low, high } = wilsonInterval({ successes: falseVerdicts, trials: runs.length });
  return {
    method: input.method,
    isAnytime: isAnytime(input.method),
    recorded: values.length,
    runs: runs.length,
    falseVerdicts,
    rate: falseVerdicts / runs.length,
    low,
    high,
    naiveRate: runs.filter(({ isCalledNaively }) => isCalledNaively).length / runs.length,
    alpha: design.alpha,
    pValues: Array.from(
      { length: 10 },
      (_, part) => runs.filter(({ p }) => p !== null && Math.min(9, Math.floor(10 * p)) === part).length,
    ),
  };
}

async function recordedValues(ctx: Ctx, { task, measure }: TesterInput): Promise<number[]> {
  const values: number[] = [];
  for await (const execution of eachExecution(ctx, ListExecutionsQuery.parse({ task, period: "all" }))) {
    const value = valueOf(execution, measure);
    if (value !== null) values.push(value);
    if (values.length === MAX_RECORDED) break;
  }
  return values;
}

function valueOf(
  { status, quality, latencyMs, costUsd }: ExecutionSummary,
  measure: TesterInput["measure"],
): number | null {
  if (status === "pending" || status === "cancelled") return null;
  switch (measure) {
    case "success":
      return status === "success" ? 1 : 0;
    case "quality":
      return quality;
    case "latency":
      return status === "success" ? latencyMs : null;
    case "cost":
      return costUsd;
    default:
      return measure satisfies never;
  }
}

/** Throws `invalid_input` where the method does not fit the measure. */
function designOf({ task, measure, method, unitsPerVariant }: TesterInput, values: readonly number[]) {
  const design = ExperimentDesign.parse({
    name: "A/A",
    task,
    assignment: "api",
    variants: ["control", "copy"].map((key) => ({ key, name: key, weight: 0.5 })),
    primary: { measure },
    method,
    unitsPerVariant,
    ...(method === "msprt" && { minimumEffect: SMALL_EFFECT * summarise(values).sd! }),
  });
  const fault = designFault(design);
  if (fault) throw invalidInput(fault.message, { field: fault.field });
  return design;
}

function oneRun(design: ExperimentDesign, { unitsPerVariant, looks }: TesterInput, draw: () => number): Run {
  const metric = trackedMetrics(design)[0]!;
  const arms = design.variants.map(({ key }) => ({ key, sums: noSums(), units: 0 }));
  const step = Math.ceil(unitsPerVariant / looks);
  const run: Run = { isCalled: false, isCalledNaively: false, p: null };
  for (let seen = 0; seen < unitsPerVariant;) {
    const more = Math.min(step, unitsPerVariant - seen);
    for (const arm of arms)
      for (let unit = 0; unit < more; unit++) {
        arm.units++;
        addUnit(arm.sums, metric, { totals: { [metric.measure]: [1, draw()] }, covariate: null }, 1);
      }
    seen += more;
    const shown = arms.map(({ key, sums, units }): Arm => ({
      key,
      weight: 0.5,
      units,
      sums: new Map([[metric.key, sums]]),
    }));
    const evaluation = evaluate(design, shown);
    const { action } = decideVerdict(design, evaluation);
    run.isCalled ||= action === "ship" || action === "roll_back";
    const naive = welchTest(summariseSums(arms[0]!.sums), summariseSums(arms[1]!.sums));
    run.isCalledNaively ||= naive.significant;
    run.p = isAnytime(design.method)
      ? naive.decidable
        ? naive.pTwoSided
        : null
      : (evaluation.comparisons[0]?.compared?.p ?? null);
  }
  return run;
}
