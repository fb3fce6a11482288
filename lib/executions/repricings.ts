import { z } from "zod";
import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict, invalidInput, notFound } from "@/lib/platform/errors";
import { isId, newId } from "@/lib/platform/ids";
import { cancelJob, enqueueJob, getJob, jobEvents } from "@/lib/platform/jobs";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import { getModel } from "@/lib/registry";
import type { RepricingPayload } from "./repricing-job";
import type { ListRepricingsQuery, Repricing, StartRepricingInput } from "./repricing-schemas";
import {
  findRepricing,
  insertRepricing,
  selectRepricings,
  toRepricing,
  type NewRepricing,
  type StoredRepricing,
} from "./repricing-store";

export const REPRICING_JOB = "repricing";

/**
 * Computes the costs of recorded executions anew with the prices that are stated for their time, in the background: to
 * see the difference (`preview`), or to change them. Throws `conflict` while another one is under way.
 */
export async function startRepricing(ctx: Ctx, { model, from, to, kind }: StartRepricingInput): Promise<Repricing> {
  requireScope(ctx, "write");
  if (model !== null) await getModel(ctx, model);
  const window = { from: new Date(from), to: to === undefined ? ctx.now() : new Date(to) };
  if (window.from >= window.to) throw invalidInput("`from` must be in the past", { field: "from" });
  return start(ctx, { kind, model, ...window, sourceId: null });
}

/** Makes the change of which a preview has shown the difference. Throws `conflict` unless the preview is complete. */
export async function applyRepricing(ctx: Ctx, id: string): Promise<Repricing> {
  requireScope(ctx, "write");
  const preview = await requireRepricing(ctx, id);
  if (preview.kind !== "preview") throw conflict("Only a preview can be applied");
  await requireStatus(ctx, preview, ["succeeded"], "The preview is not complete: wait for it, or make another one");
  const { modelSlug: model, windowFrom: from, windowTo: to } = preview;
  return start(ctx, { kind: "apply", model, from, to, sourceId: id });
}

/**
 * Brings back every cost that a re-pricing changed, also a cancelled one, and that nobody has changed since. Throws
 * `conflict` while it runs, when it changed nothing, or when it was taken back already.
 */
export async function undoRepricing(ctx: Ctx, id: string): Promise<Repricing> {
  requireScope(ctx, "write");
  const run = await requireRepricing(ctx, id);
  await requireStatus(ctx, run, ["succeeded", "failed", "cancelled"], "It is still under way: cancel it first");
  if (run.kind === "preview" || !run.state?.report.changed)
    throw conflict("It changed no cost, so there is nothing to undo");
  const [earlier] = await selectRepricings(ctx, { sourceId: id }, 1, null);
  if (earlier) {
    const { status } = await getJob(ctx, earlier.jobId);
    if (status === "succeeded") throw conflict("It was taken back already");
  }
  const { modelSlug: model, windowFrom: from, windowTo: to } = run;
  return start(ctx, { kind: "undo", model, from, to, sourceId: id });
}

/** Newest first. */
export async function listRepricings(ctx: Ctx, query: ListRepricingsQuery): Promise<Page<Repricing>> {
  requireScope(ctx, "read");
  const { model, limit, cursor } = query;
  const rows = await selectRepricings(ctx, { model }, limit + 1, decodeCursor(cursor, z.uuid()));
  const runs = await Promise.all(rows.map(async (row) => toRepricing(row, await getJob(ctx, row.jobId))));
  return page({ rows: runs, limit, cursorOf: (run) => run.id });
}

/** Throws `not_found` when this organization has no such re-pricing. */
export async function getRepricing(ctx: Ctx, id: string): Promise<Repricing> {
  requireScope(ctx, "read");
  const row = await requireRepricing(ctx, id);
  return toRepricing(row, await getJob(ctx, row.jobId));
}

/** Stops between two batches. What was changed stays changed until it is undone. Throws `conflict` when it is over. */
export async function cancelRepricing(ctx: Ctx, id: string): Promise<Repricing> {
  requireScope(ctx, "write");
  const row = await requireRepricing(ctx, id);
  return toRepricing(row, await cancelJob(ctx, row.jobId));
}

/** Progress and state as server-sent events, until it is over. */
export async function repricingEvents(ctx: Ctx, id: string): Promise<Response> {
  requireScope(ctx, "read");
  return jobEvents(ctx, (await requireRepricing(ctx, id)).jobId);
}

async function requireRepricing(ctx: Ctx, id: string): Promise<StoredRepricing> {
  const row = isId(id) ? await findRepricing(ctx, id) : null;
  if (!row) throw notFound(`There is no re-pricing ${id}`);
  return row;
}

async function requireStatus(
  ctx: Ctx,
  { jobId }: StoredRepricing,
  statuses: readonly Repricing["status"][],
  message: string,
): Promise<void> {
  const { status } = await getJob(ctx, jobId);
  if (!statuses.includes(status)) throw conflict(message);
}

async function start(ctx: Ctx, run: Omit<NewRepricing, "id" | "jobId">): Promise<Repricing> {
  const id = newId(ctx.now().getTime());
  const { row, job } = await ctx.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`repricing:${ctx.organizationId}`}, 0))`;
    const within: Ctx = { ...ctx, db: tx as Ctx["db"] };
    await requireNoneUnderWay(within);
    const payload = { repricingId: id } satisfies z.infer<typeof RepricingPayload>;
    const job = await enqueueJob(ctx, { kind: REPRICING_JOB, payload }, tx);
    const row = await insertRepricing(tx, ctx, { ...run, id, jobId: job.id });
    if (run.kind !== "preview") {
      await recordAudit(tx, ctx, {
        action: run.kind === "undo" ? "repricing.undo" : "repricing.apply",
        subjectType: "repricing",
        subjectId: id,
        before: null,
        after: { model: run.model, from: run.from.toISOString(), to: run.to.toISOString(), sourceId: run.sourceId },
      });
    }
    return { row, job };
  });
  return toRepricing(row, job);
}

async function requireNoneUnderWay(ctx: Ctx): Promise<void> {
  const [latest] = await selectRepricings(ctx, {}, 1, null);
  if (!latest) return;
  const { status } = await getJob(ctx, latest.jobId);
  if (status !== "queued" && status !== "running") return;
  throw conflict("Another re-pricing is under way: wait for it or cancel it", { details: { repricingId: latest.id } });
}
