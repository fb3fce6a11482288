import type { ExecutionRecord } from "@/lib/executions/schemas";
import { executionRecord } from "@/lib/executions/test-executions";
import type { Ctx } from "@/lib/platform/ctx";
import type { Database } from "@/lib/platform/db";
import type { Runtime } from "@/lib/platform/runtime";
import { registryRuntime } from "@/lib/registry/test-registry";
import { createExperiment } from "./create-experiment";
import { createExperiments } from "./create-experiments";
import { selectExperiment } from "./experiment-store";
import { assignVariant, reportOutcomes, stopExperiment } from "./index";
import { judgeExperiment } from "./judge-experiments";
import { startExperiment } from "./lifecycle";
import { AssignInput, CreateExperimentInput, OutcomesInput, StopExperimentInput, type Experiment } from "./schemas";

/** A runtime with registry and experiments, as one process has it. Nothing waits to be stored. */
export function experimentsRuntime(db: Database, now?: () => Date): Runtime {
  const runtime = registryRuntime(db, {}, now ? { now } : {});
  const parts: object = {
    experiments: createExperiments(db, { log: runtime.log }),
    recorder: { flush: () => Promise.resolve() },
  };
  return Object.assign(runtime, parts);
}

const TWO = [
  { key: "control", name: "As it is", weight: 0.5, configuration: {} },
  { key: "cold", name: "Temperature 0", weight: 0.5, configuration: { parameters: { temperature: 0 } } },
];

export const experimentInput = (changes: object = {}): CreateExperimentInput =>
  CreateExperimentInput.parse({
    slug: "cold",
    name: "Colder",
    task: "general_chat",
    unit: "user",
    assignment: "api",
    variants: TWO,
    primary: { measure: "approval" },
    ...changes,
  });

export const addExperiment = (ctx: Ctx, changes: object = {}): Promise<Experiment> =>
  createExperiment(ctx, experimentInput(changes));

export async function runningExperiment(ctx: Ctx, changes: object = {}): Promise<Experiment> {
  const { slug } = await addExperiment(ctx, changes);
  return startExperiment(ctx, slug, {});
}

/** An execution that the experiment's variant served. */
export const servedBy = (
  ctx: Ctx,
  variant: string,
  unitRef: string,
  changes: Partial<ExecutionRecord> = {},
): ExecutionRecord =>
  executionRecord(ctx.organizationId, {
    createdAt: ctx.now().toISOString(),
    taskSlug: "general_chat",
    experimentSlug: "cold",
    variant,
    unitRef,
    ...changes,
  });

export const assign = (ctx: Ctx, unit: string, changes: object = {}, slug = "cold") =>
  assignVariant(ctx, slug, AssignInput.parse({ unit, ...changes }));

export const report = (ctx: Ctx, outcomes: object, slug = "cold") =>
  reportOutcomes(ctx, slug, OutcomesInput.parse(outcomes));

export const stop = (ctx: Ctx, changes: object = {}, slug = "cold") =>
  stopExperiment(ctx, slug, StopExperimentInput.parse(changes));

export const judge = async (ctx: Ctx, slug = "cold") =>
  judgeExperiment(ctx.runtime, (await selectExperiment(ctx.db, ctx.organizationId, slug))!);

/** Lets units take part and says of each what it measured. */
export async function fill(
  ctx: Ctx,
  count: number,
  value: (variant: string, index: number) => number,
  measure = "approval",
): Promise<void> {
  const units = Array.from({ length: count }, (_, index) => `unit-${index}`);
  const places = await Promise.all(units.map((unit) => assign(ctx, unit)));
  const outcomes = places.map(({ unit, variant }, index) => ({
    unit,
    measure,
    value: value(variant!, index),
    id: `${measure}-${unit}`,
  }));
  for (let from = 0; from < outcomes.length; from += 1_000)
    await report(ctx, { outcomes: outcomes.slice(from, from + 1_000) });
}

/** Nine of ten approve the colder one, half of them the control. */
export const clearWinner = (variant: string, index: number): number =>
  variant === "cold" ? Number(index % 10 !== 0) : index % 2;
