import { z } from "zod";
import { getDeployment } from "@/lib/deployments";
import { getExperiment } from "@/lib/experiments";
import { getOptimization } from "@/lib/optimization";
import type { AuditEntry } from "@/lib/platform/audit-schemas";
import type { Ctx } from "@/lib/platform/ctx";
import { isAppError } from "@/lib/platform/errors";
import { priceHistory, versionKey, type OrganizationSnapshot } from "@/lib/registry";
import type { TimelineUndo } from "./schemas";

/** How far the times of a step and of its audit entry may lie apart, milliseconds. */
const SAME_STEP_MS = 1_000;

const Versioned = z.object({ version: z.number() });

/** What of these can still be taken back, by the id of the entry. */
export async function undosOf(ctx: Ctx, entries: readonly AuditEntry[]): Promise<Map<string, TimelineUndo>> {
  const snapshot = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
  const undos = await Promise.all(entries.map((entry) => undoOf(ctx, snapshot, entry)));
  return new Map(entries.flatMap(({ id }, index) => (undos[index] ? [[id, undos[index]] as const] : [])));
}

async function undoOf(ctx: Ctx, snapshot: OrganizationSnapshot, entry: AuditEntry): Promise<TimelineUndo | null> {
  const [subject] = entry.action.split(".");
  switch (subject) {
    case "configuration":
      return configurationUndo(snapshot, entry);
    case "optimization":
      return entry.action === "optimization.apply" ? optimizationUndo(ctx, entry) : null;
    case "deployment":
      return deploymentUndo(ctx, snapshot, entry);
    case "model":
      return entry.action === "model.price" ? priceUndo(ctx, entry) : null;
    case "experiment":
      return entry.action === "experiment.undo" ? null : experimentUndo(ctx, entry);
    default:
      return null;
  }
}

/** Only the version in force can be taken back. */
function configurationUndo({ tasks }: OrganizationSnapshot, { subjectId, before, after }: AuditEntry) {
  const [was, is] = [Versioned.safeParse(before).data, Versioned.safeParse(after).data];
  if (!was || !is || tasks.get(subjectId)?.configurationVersion !== is.version) return null;
  return {
    label: `Back to version ${was.version}`,
    path: `/config/${encodeURIComponent(subjectId)}/rollback`,
    body: { version: was.version, expectedVersion: is.version },
  };
}

async function optimizationUndo(ctx: Ctx, { subjectId, after }: AuditEntry): Promise<TimelineUndo | null> {
  const run = await orNull(getOptimization(ctx, subjectId));
  const application = run?.application;
  if (!application || application.undone || application.version !== Versioned.safeParse(after).data?.version)
    return null;
  return { label: "Undo", path: `/optimizations/${subjectId}/undo`, body: null };
}

/** While it is under way its beginning, and once its version serves everything its promotion. */
async function deploymentUndo(
  ctx: Ctx,
  { activeVersions }: OrganizationSnapshot,
  { action, subjectId }: AuditEntry,
): Promise<TimelineUndo | null> {
  if (action !== "deployment.start" && action !== "deployment.promote") return null;
  const deployment = await orNull(getDeployment(ctx, subjectId));
  if (!deployment?.previous) return null;
  const { task, model, version, previous, state } = deployment;
  const isUnderWay = state.status === "running" || state.status === "paused";
  const isServing = state.status === "succeeded" && activeVersions.get(versionKey(task, model))?.id === version.id;
  if (action === "deployment.start" ? !isUnderWay : !isServing) return null;
  return {
    label: `Back to version ${previous.version}`,
    path: `/deployments/${subjectId}/rollback`,
    body: { reason: "Taken back on the timeline" },
  };
}

const Stated = z.object({ statementId: z.uuid() });

/** A stated price counts until it is withdrawn; what was recorded meanwhile keeps its cost until it is re-priced. */
async function priceUndo(ctx: Ctx, { subjectId, after }: AuditEntry): Promise<TimelineUndo | null> {
  const stated = Stated.safeParse(after).data;
  const history = stated && (await orNull(priceHistory(ctx, subjectId)));
  const statement = history?.statements.find(({ id }) => id === stated?.statementId);
  if (!statement || statement.withdrawnAt !== null) return null;
  return { label: "Withdraw", path: `/model-prices/${statement.id}/withdraw`, body: null };
}

/** Its newest step goes back first. */
async function experimentUndo(ctx: Ctx, { subjectId, createdAt }: AuditEntry): Promise<TimelineUndo | null> {
  const step = (await orNull(getExperiment(ctx, subjectId)))?.undo;
  if (!step || Math.abs(Date.parse(step.at) - Date.parse(createdAt)) > SAME_STEP_MS) return null;
  return { label: `Undo: ${step.label}`, path: `/experiments/${encodeURIComponent(subjectId)}/undo`, body: null };
}

/** What was deleted since has nothing to take back. */
async function orNull<Value>(asked: Promise<Value>): Promise<Value | null> {
  try {
    return await asked;
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
}
