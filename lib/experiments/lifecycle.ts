import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict, invalidInput } from "@/lib/platform/errors";
import { getConfiguration, putConfiguration, rollbackConfiguration } from "@/lib/registry";
import { changeExperiment } from "./change-experiment";
import type { ExperimentRow, Promotion } from "./experiment-store";
import { asExperiment, requireExperiment } from "./experiment-view";
import { mergeConfiguration } from "./merge-configuration";
import type { Experiment, StartExperimentInput, StopExperimentInput, Verdict } from "./schemas";
import { startChecks } from "./start-checks";

/** Sends traffic to the variants. Throws `conflict` naming what blocks it; one that runs already stays as it is. */
export async function startExperiment(ctx: Ctx, slug: string, { reason }: StartExperimentInput): Promise<Experiment> {
  requireScope(ctx, "write");
  const row = await requireExperiment(ctx.db, ctx, slug);
  if (row.status === "running") return asExperiment(row);
  if (row.status === "stopped") throw conflict("This experiment was stopped. Take the stop back, or make a new one");
  await ctx.runtime.experiments.refresh();
  const blocks = (await startChecks(ctx, row)).filter(({ level }) => level === "block");
  if (blocks.length > 0)
    throw conflict(blocks.map(({ message }) => message).join("; "), { details: { checks: blocks } });
  return changeExperiment(ctx, slug, {
    action: "experiment.start",
    label: row.status === "paused" ? "Went on" : "Started",
    reason,
    change: (locked) => {
      if (locked.status !== "draft" && locked.status !== "paused") throw changedMeanwhile(locked);
      const now = ctx.now();
      return {
        ...locked,
        status: "running",
        startedAt: locked.startedAt ?? now,
        phaseStartedAt: locked.phaseStartedAt ?? now,
      };
    },
  });
}

/** Sends all traffic back to the task's own configuration for the time being. */
export async function pauseExperiment(ctx: Ctx, slug: string, { reason }: StartExperimentInput): Promise<Experiment> {
  requireScope(ctx, "write");
  const row = await requireExperiment(ctx.db, ctx, slug);
  if (row.status === "paused") return asExperiment(row);
  return changeExperiment(ctx, slug, {
    action: "experiment.pause",
    label: "Paused",
    reason,
    change: (locked) => {
      if (locked.status !== "running")
        throw conflict(`Only a running experiment can be paused; this one is ${locked.status}`);
      return { ...locked, status: "paused" };
    },
  });
}

/**
 * Ends it. All traffic goes to the task's own configuration, which becomes that of the variant `promote` when one is
 * named. Throws `conflict` when it is stopped already.
 */
export async function stopExperiment(ctx: Ctx, slug: string, input: StopExperimentInput): Promise<Experiment> {
  requireScope(ctx, "write");
  return endExperiment(ctx, slug, input, null);
}

/** The same, noted in the verdict when it happens by itself. */
export async function endExperiment(
  ctx: Ctx,
  slug: string,
  { reason, promote }: StopExperimentInput,
  automatic: Verdict["automatic"],
): Promise<Experiment> {
  const row = await requireExperiment(ctx.db, ctx, slug);
  requireStoppable(row);
  const promotion = promote === null ? null : await promoteVariant(ctx, row, promote);
  return changeExperiment(ctx, slug, {
    action: promotion ? "experiment.promote" : "experiment.stop",
    label: promotion ? `Stopped and promoted ${promote}` : "Stopped",
    reason,
    promotion,
    change: (locked) => {
      requireStoppable(locked);
      const verdict = locked.verdict && automatic ? { ...locked.verdict, automatic } : locked.verdict;
      return { ...locked, status: "stopped", stoppedAt: ctx.now(), verdict };
    },
  });
}

function requireStoppable({ status }: ExperimentRow): void {
  if (status === "stopped") throw conflict("This experiment is stopped already");
  if (status === "draft") throw conflict("This experiment never started. Delete the draft instead");
}

/** The control's configuration may say something as well, so it can be promoted too. */
async function promoteVariant(ctx: Ctx, { slug, design }: ExperimentRow, key: string): Promise<Promotion> {
  const variant = design.variants.find((one) => one.key === key);
  if (!variant) throw invalidInput(`There is no variant \`${key}\``, { field: "promote" });
  if (design.assignment === "api" && Object.keys(variant.configuration).length === 0)
    throw invalidInput("This variant has no configuration here: your own program has to take it over", {
      field: "promote",
    });
  const { version, configuration } = await getConfiguration(ctx, design.task);
  const promoted = await putConfiguration(ctx, design.task, {
    configuration: mergeConfiguration(configuration, variant.configuration),
    expectedVersion: version,
    reason: `Winner of the experiment ${slug}: ${variant.name}`,
  });
  return { task: design.task, from: version, to: promoted.version };
}

/** Takes the newest step back, a promotion too. Throws `conflict` when the task was configured anew since. */
export async function undoExperimentStep(ctx: Ctx, slug: string): Promise<Experiment> {
  requireScope(ctx, "write");
  const { steps } = await requireExperiment(ctx.db, ctx, slug);
  const step = steps.at(-1);
  if (!step) throw conflict("There is nothing to take back");
  const { before, promotion } = step;
  if (before.status === "running") await requireFreeTask(ctx, slug);
  if (promotion) {
    const { version } = await getConfiguration(ctx, promotion.task);
    if (version !== promotion.to)
      throw conflict(
        `${promotion.task} was configured anew since (version ${version}): choose what it should be on its page`,
      );
    const reason = `Taken back: ${step.label}`;
    await rollbackConfiguration(ctx, promotion.task, {
      version: promotion.from,
      expectedVersion: promotion.to,
      reason,
    });
  }
  return changeExperiment(ctx, slug, {
    action: "experiment.undo",
    label: null,
    reason: `Taken back: ${step.label}`,
    change: (locked) => {
      const newest = locked.steps.at(-1);
      if (newest?.at !== step.at || newest.action !== step.action) throw changedMeanwhile(locked);
      return {
        ...locked,
        ...before,
        phaseStartedAt: dateOf(before.phaseStartedAt),
        startedAt: dateOf(before.startedAt),
        stoppedAt: dateOf(before.stoppedAt),
        // A verdict that was made stands, and what was done about it by itself is not done again.
        verdict: before.phase === locked.phase ? locked.verdict : before.verdict,
        steps: locked.steps.slice(0, -1),
      };
    },
  });
}

/** Another experiment may have started on the task since. */
async function requireFreeTask(ctx: Ctx, slug: string): Promise<void> {
  const row = await requireExperiment(ctx.db, ctx, slug);
  await ctx.runtime.experiments.refresh();
  const blocks = (await startChecks(ctx, row)).filter(({ level }) => level === "block");
  if (blocks.length > 0) throw conflict(blocks.map(({ message }) => message).join("; "));
}

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

const changedMeanwhile = ({ status }: ExperimentRow) =>
  conflict(`The experiment was changed meanwhile: it is ${status} now. Load it again and repeat your change`);
