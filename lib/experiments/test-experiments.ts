import type { ExecutionRecord } from "@/lib/executions/schemas";
import { executionRecord } from "@/lib/executions/test-executions";
import type { Ctx } from "@/lib/platform/ctx";
import type { Database } from "@/lib/platform/db";
import type { Runtime } from "@/lib/platform/runtime";
import { registryRuntime } from "@/lib/registry/test-registry";
import { createExperiment } from "./create-experiment";
import { createExperiments } from "./create-experiments";
import { startExperiment } from "./lifecycle";
import { CreateExperimentInput, type Experiment } from "./schemas";

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
