import { recordAudit } from "@/lib/platform/audit";
import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { conflict, notFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import {
  changeRegistry,
  endVersionRollout,
  getModelVersion,
  lockVersions,
  putVersionRollout,
  serveVersion,
} from "@/lib/registry";
import type { ModelVersion } from "@/lib/registry/schemas";
import { findDeployment, insertEvent, writeState, type DeploymentRow, type NewEvent } from "./deployment-store";
import type { DeploymentState, Measured, Progress } from "./schemas";

/** A deployment whose task is locked: nobody else changes it, or the versions it is about, until the transaction ends. */
export type Locked = {
  tx: DatabaseTransaction;
  row: DeploymentRow;
  active: ModelVersion | null;
  /** Whether its version is still the one that is tried. */
  isTried: boolean;
};

/**
 * Reads the deployment anew under the lock of its task and lets `change` act on it, in one transaction with whatever it
 * changes of the traffic. Two processes, or a person and the timer, therefore never take a step twice.
 */
export async function withLockedDeployment<Result>(
  ctx: Ctx,
  id: string,
  change: (locked: Locked) => Promise<Result>,
): Promise<Result> {
  const { organizationId } = ctx;
  const known = await requireDeployment(ctx, id);
  return changeRegistry(ctx, async (tx) => {
    const { active, rollout } = await lockVersions(tx, organizationId, known);
    const row = await findDeployment(tx, organizationId, id);
    if (!row) throw notFound(`There is no deployment ${id}`);
    return change({ tx, row, active, isTried: rollout?.deploymentId === id });
  });
}

/** Throws `not_found` when this organization has no such deployment. */
export async function requireDeployment(ctx: Ctx, id: string): Promise<DeploymentRow> {
  const row = isId(id) ? await findDeployment(ctx.db, ctx.organizationId, id) : null;
  if (!row) throw notFound(`There is no deployment ${id}`);
  return row;
}

/** A new state with what is told of it: the event of the timeline and the audit row. */
export type Move = { state: DeploymentState; event: NewEvent; action: string };

/** Stores the move. Part of a transaction that holds the lock. */
export async function storeMove(ctx: Ctx, { tx, row }: Locked, { state, event, action }: Move): Promise<DeploymentRow> {
  const finishedAt = "at" in state ? new Date(state.at) : null;
  const changed = await writeState(tx, row, { state, finishedAt, measured: event.measured ?? null });
  await insertEvent(tx, ctx, row.id, event);
  await recordAudit(tx, ctx, {
    action,
    subjectType: "deployment",
    subjectId: row.id,
    before: { state: row.state },
    after: { state, task: row.taskSlug, model: row.modelSlug, version: row.versionId },
    reason: event.reason || null,
  });
  return changed;
}

/** Gives the version its share of the units. */
export async function takeStep(
  ctx: Ctx,
  locked: Locked,
  step: number,
  { kind, reason, measured }: Pick<NewEvent, "kind" | "reason" | "measured">,
): Promise<DeploymentRow> {
  const { tx, row } = locked;
  const share = row.plan.steps[step] ?? 1;
  const now = ctx.now().toISOString();
  const stepStarts = "stepStarts" in row.state ? [...row.state.stepStarts] : [];
  stepStarts[step] = now;
  const progress: Progress = { step, share, since: now, stepStarts };
  await putVersionRollout(tx, ctx.organizationId, rolloutOf(row, share));
  return storeMove(ctx, locked, {
    state: { status: "running", ...progress },
    event: { kind, share, reason, measured: measured ?? null },
    action: `deployment.${kind === "started" ? "start" : "advance"}`,
  });
}

const rolloutOf = (row: DeploymentRow, share: number) => ({
  taskSlug: row.taskSlug,
  modelSlug: row.modelSlug,
  versionId: row.versionId,
  deploymentId: row.id,
  share,
  isCompared: share === 0 || isComparedThroughout(row),
});

/** Models of this server cost next to nothing, so both versions are asked wherever quality decides. */
const isComparedThroughout = ({ modelSlug, plan }: Pick<DeploymentRow, "modelSlug" | "plan">): boolean =>
  modelSlug.startsWith("local/") && plan.gates.quality !== null;

/** The version serves everything; the one before it is deprecated. */
export async function promote(
  ctx: Ctx,
  locked: Locked,
  { reason, measured }: { reason: string; measured?: Measured | null },
): Promise<DeploymentRow> {
  const { tx, row, active } = locked;
  const version = await getModelVersion({ ...ctx, db: tx as Ctx["db"] }, row.versionId);
  await endVersionRollout(tx, ctx.organizationId, row.id);
  await serveVersion(tx, ctx.organizationId, version, active && { id: active.id, status: "deprecated" });
  return storeMove(ctx, locked, {
    state: { status: "succeeded", at: ctx.now().toISOString() },
    event: { kind: "promoted", share: 1, reason, measured: measured ?? null },
    action: "deployment.promote",
  });
}

/** The version that served before serves everything again. */
export async function giveBack(
  ctx: Ctx,
  locked: Locked,
  ending: { kind: "rolled_back" | "aborted"; reason: string; isAutomatic: boolean; measured?: Measured | null },
): Promise<DeploymentRow> {
  const { tx, row } = locked;
  const { kind, reason, isAutomatic, measured } = ending;
  if (row.state.status === "succeeded") await restorePrevious(ctx, locked);
  else await endVersionRollout(tx, ctx.organizationId, row.id);
  const at = ctx.now().toISOString();
  return storeMove(ctx, locked, {
    state: kind === "aborted" ? { status: "aborted", at, reason } : { status: "rolled_back", at, reason, isAutomatic },
    event: { kind, share: null, reason, measured: measured ?? null },
    action: kind === "aborted" ? "deployment.abort" : "deployment.roll_back",
  });
}

async function restorePrevious(ctx: Ctx, { tx, row, active }: Locked): Promise<void> {
  if (row.previousVersionId === null) {
    throw conflict("There was no version before this one, so there is none to go back to");
  }
  if (active?.id !== row.versionId) {
    throw conflict("Another version serves by now, so there is nothing to roll back");
  }
  const previous = await getModelVersion({ ...ctx, db: tx as Ctx["db"] }, row.previousVersionId);
  if (previous.status === "deleted") {
    throw conflict(`Version ${previous.version}, which served before, is deleted: restore it, or deploy another one`);
  }
  await serveVersion(tx, ctx.organizationId, previous, { id: row.versionId, status: "inactive" });
}
