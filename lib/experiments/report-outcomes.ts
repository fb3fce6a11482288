import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict, invalidInput } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import type { Measurement } from "./count-measurements";
import { requireExperiment } from "./experiment-view";
import { executionKey } from "./measure-execution";
import type { Outcome, OutcomesAnswer, OutcomesInput } from "./schemas";
import { selectEventUnits, selectUnits, type PhaseKey } from "./sum-store";

/**
 * Counts what became of units, also long after they took part. All or none: throws `invalid_input` naming the first
 * outcome whose unit never took part, `conflict` before the start.
 */
export async function reportOutcomes(ctx: Ctx, slug: string, { outcomes }: OutcomesInput): Promise<OutcomesAnswer> {
  requireScope(ctx, "record");
  const row = await requireExperiment(ctx.db, ctx, slug);
  if (row.phaseStartedAt === null) throw conflict("This experiment did not start yet, so no unit takes part");
  const key = { organizationId: row.organizationId, experimentId: row.id, phase: row.phase };
  const units = await unitsOf(ctx, key, outcomes);
  const measurements = outcomes.map((outcome, index) => measurementOf(ctx, outcome, units[index]!));
  const answers = await ctx.runtime.experiments.count(row, measurements);
  if (!answers) throw conflict("A new phase began meanwhile: assign the units anew");
  return {
    counted: answers.filter((answer) => answer === "counted").length,
    duplicates: answers.filter((answer) => answer === "duplicate").length,
  };
}

const measurementOf = (ctx: Ctx, { measure, value, id, covariate }: Outcome, unitRef: string): Measurement => ({
  unitRef,
  variant: null,
  eventKey: id === undefined ? `outcome:${newId(ctx.now().getTime())}` : `reported:${id}`,
  segment: null,
  covariate: covariate ?? null,
  values: { [measure]: value },
  at: ctx.now(),
});

/** The unit of each outcome. Throws when one of them never took part in this phase. */
async function unitsOf(ctx: Ctx, key: PhaseKey, outcomes: readonly Outcome[]): Promise<string[]> {
  const executions = outcomes.flatMap(({ executionId }) =>
    executionId === undefined ? [] : [executionKey(executionId)],
  );
  const byExecution = await executionUnits(ctx, key, executions);
  const named = outcomes.flatMap(({ unit }) => (unit === undefined ? [] : [unit]));
  const known = new Set(await knownUnits(ctx, key, named));
  return outcomes.map(({ unit, executionId }, index) => {
    const field = outcomes.length === 1 ? "" : `outcomes[${index}].`;
    if (unit !== undefined) {
      if (known.has(unit)) return unit;
      throw invalidInput(`The unit \`${unit}\` takes no part in this phase: assign it first`, {
        field: `${field}unit`,
      });
    }
    const found = byExecution.get(executionKey(executionId!));
    if (found !== undefined) return found;
    throw invalidInput("This experiment did not serve that execution in this phase", { field: `${field}executionId` });
  });
}

/** What was answered a moment ago may still be on its way to the database. */
async function executionUnits(ctx: Ctx, key: PhaseKey, keys: readonly string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const found = await selectEventUnits(ctx.db, key, keys);
  if (keys.every((one) => found.has(one))) return found;
  await ctx.runtime.recorder.flush();
  return selectEventUnits(ctx.db, key, keys);
}

async function knownUnits(ctx: Ctx, key: PhaseKey, refs: readonly string[]): Promise<string[]> {
  if (refs.length === 0) return [];
  const find = async () => (await selectUnits(ctx.db, key, [...new Set(refs)])).map(({ unitRef }) => unitRef);
  const found = await find();
  if (new Set(refs).size === found.length) return found;
  // A session or user whose first request was answered a moment ago may still be on its way to the database.
  await ctx.runtime.recorder.flush();
  return find();
}
